/** Type functions that turn generated message types into those of the public surface. */

type Wide = bigint | number | string;

/** Whether two types are mutually assignable; an empty message takes any value and is not a number for that. */
type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** What a field accepts in a request. */
type InputField<F> =
  Same<F, Wide> extends true
    ? bigint | number
    : Same<F, Uint8Array | string> extends true
      ? Uint8Array
      : F extends readonly (infer Item)[]
        ? readonly InputField<Item>[]
        : F extends object
          ? Input<F>
          : F extends string | number
            ? [number] extends [F]
              ? number
              : Extract<F, string>
            : F;

/**
 * A message as a caller writes it: 64-bit numbers are `bigint` (or a safe integer), enum values are names, bytes are
 * `Uint8Array`, and a field that is `undefined` or `null` is unset.
 */
export type Input<Message> = {
  readonly [Key in keyof Message as Key extends `_${string}` ? never : Key]?:
    InputField<NonNullable<Message[Key]>> | null | undefined;
};

/** A message some of whose parts are always sent. */
export type Present<Message, Keys extends keyof Message> = Omit<Message, Keys> & {
  [Key in Keys]-?: NonNullable<Message[Key]>;
};

/**
 * A message with a oneof, as a union that a `switch` on `Tag` takes apart. A message of a newer server may have an arm
 * this client does not know: then the tag is unset.
 */
export type Discriminated<Message, Oneof extends keyof Message, Tag extends PropertyKey = Oneof> =
  | Armless<Message, Oneof, Tag>
  | { [Arm in Arms<Message, Oneof>]: Armed<Message, Oneof, Arm, Tag> }[Arms<Message, Oneof>];

type Arms<Message, Oneof extends keyof Message> = NonNullable<Message[Oneof]> & keyof Message;

type Common<Message, Oneof extends keyof Message> = Omit<Message, Oneof | Arms<Message, Oneof>>;

type Armed<Message, Oneof extends keyof Message, Arm extends keyof Message, Tag extends PropertyKey> = Common<
  Message,
  Oneof
> & { readonly [Name in Tag]: Arm } & { readonly [Name in Arm]-?: NonNullable<Message[Name]> };

type Armless<Message, Oneof extends keyof Message, Tag extends PropertyKey> = Common<Message, Oneof> & {
  readonly [Name in Tag]?: undefined;
};
