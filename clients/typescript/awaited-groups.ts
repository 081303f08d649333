/** The page-request groups of an endpoint whose PRG responses are awaited, over losses of the connection. */
import { status as Code } from '@grpc/grpc-js';
import { ConnectionLostError, ViommuError } from './errors';
import type { EndpointPageResponse, EndpointResumed, ResponseEffect } from './types';

/** A group whose PRG response is awaited. */
interface AwaitedGroup {
  readonly prgi: number;
  readonly pasid: number | undefined;
  /** Since the endpoint went on: the server does not list it as unanswered, so it was answered or is forgotten. */
  isDecided: boolean;
  resolve(response: EndpointPageResponse): void;
  reject(error: Error): void;
}

/** A group that was added, and the way to give it up. */
export interface AddedGroup {
  readonly answer: Promise<EndpointPageResponse>;
  readonly giveUp: (error: Error) => void;
}

/** Responses with these effects answer no group. */
const WITHOUT_GROUP: ReadonlySet<ResponseEffect> = new Set<ResponseEffect>([
  'RESPONSE_EFFECT_UNEXPECTED',
  'RESPONSE_EFFECT_IGNORED',
]);

const keyOf = ({ prgi, pasid }: { readonly prgi: number; readonly pasid?: number | undefined }): string =>
  `${prgi}/${pasid}`;

/** Why a group will not be answered. */
export function forgotten(why: string): ViommuError {
  const message = `the endpoint has forgotten its page requests: ${why}`;
  return new ViommuError({ code: Code.ABORTED, reason: 'PAGE_REQUEST_FORGOTTEN', message });
}

/** Matches responses with groups, in the order of submission. */
export class AwaitedGroups {
  #groups: AwaitedGroup[] = [];
  /** Responses for groups that were answered by the time the endpoint went on, and are still to come: the next ones. */
  #redeliveries = 0;
  /** What becomes of decided groups that none of the redelivered responses answers. */
  #unanswered: Error | undefined;

  /** Awaits the answer to a group. */
  add(prgi: number, pasid: number | undefined): AddedGroup {
    let giveUp!: (error: Error) => void;
    const answer = new Promise<EndpointPageResponse>((resolve, reject) => {
      const group: AwaitedGroup = { prgi, pasid, isDecided: false, resolve, reject };
      this.#groups.push(group);
      giveUp = (error) => {
        this.#take(group);
        reject(error);
      };
    });
    return { answer, giveUp };
  }

  /** A response came: it goes to the group of its PASID, or without one to the oldest of its index. */
  answered(response: EndpointPageResponse): void {
    const { injected, effect, stallTag } = response;
    const isRedelivered = this.#redeliveries > 0;
    if (!injected && stallTag === undefined && !WITHOUT_GROUP.has(effect)) {
      const group = this.#find(response, isRedelivered);
      if (group !== undefined) this.#take(group).resolve(response);
    }
    if (!isRedelivered) return;
    this.#redeliveries -= 1;
    if (this.#redeliveries === 0) this.#forgetDecided();
  }

  /** The endpoint goes on: what is not listed as unanswered is answered by what follows, or was dropped. */
  resumed(resumed: EndpointResumed): void {
    const { outstandingGroups, outstandingGroupCount, redeliveredResponseCount } = resumed;
    const listed = new Map<string, number>();
    for (const group of outstandingGroups) listed.set(keyOf(group), (listed.get(keyOf(group)) ?? 0) + 1);
    for (const group of this.#groups) {
      const left = listed.get(keyOf(group)) ?? 0;
      group.isDecided = left === 0;
      if (left > 0) listed.set(keyOf(group), left - 1);
    }
    const unlisted = outstandingGroupCount - BigInt(outstandingGroups.length);
    this.#unanswered =
      unlisted === 0n
        ? forgotten('they were dropped when the connection was lost')
        : new ConnectionLostError(`whether the group is unanswered is not known: ${unlisted} are not listed`, true);
    this.#redeliveries = redeliveredResponseCount;
    if (this.#redeliveries === 0) this.#forgetDecided();
  }

  /** None of them will be answered. */
  forget(error: Error): void {
    for (const group of this.#groups.splice(0)) group.reject(error);
  }

  #find({ prgi, pasid }: EndpointPageResponse, isDecided: boolean): AwaitedGroup | undefined {
    return this.#groups.find(
      (group) => group.isDecided === isDecided && group.prgi === prgi && (pasid === undefined || group.pasid === pasid),
    );
  }

  #take(group: AwaitedGroup): AwaitedGroup {
    this.#groups = this.#groups.filter((other) => other !== group);
    return group;
  }

  #forgetDecided(): void {
    const decided = this.#groups.filter((group) => group.isDecided);
    this.#groups = this.#groups.filter((group) => !group.isDecided);
    for (const group of decided) group.reject(this.#unanswered as Error);
  }
}
