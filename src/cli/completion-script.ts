/** Scripts that complete command lines in a shell, made from the commands themselves. */
import type { Command, Group } from './command';
import { optionName, type Parameter, type Parameters } from './parameters';

/** The shells there is a script for. */
export const SHELLS = ['bash', 'zsh'] as const;

/** A shell. */
export type Shell = (typeof SHELLS)[number];

/** A word that may come next, and what it means. */
interface Word {
  readonly text: string;
  readonly help: string;
}

/** An option, as it is typed, and what its value may be; undefined: it has none. */
interface Option extends Word {
  readonly values: readonly string[] | undefined;
}

/** What may follow when the words so far lead to a command or a group. */
interface Place {
  readonly path: string;
  readonly commands: readonly Word[];
  readonly options: readonly Option[];
  /** The values of each argument, none where they are not known. */
  readonly args: readonly (readonly string[])[];
}

const optionsOf = (parameters: Parameters): Option[] =>
  Object.entries(parameters).map(([name, { help, placeholder, choices }]: [string, Parameter<unknown>]) => ({
    text: `--${optionName(name)}`,
    help,
    values: placeholder === '' ? undefined : choices,
  }));

function* placesOf(node: Command | Group, path: string): Generator<Place> {
  if (node.kind === 'command') {
    const args = Object.values(node.args).map(({ choices }) => choices);
    yield { path, commands: [], options: optionsOf(node.options), args };
    return;
  }
  const commands = node.members.map(({ name, summary }) => ({ text: name, help: summary }));
  yield { path, commands, options: [], args: [] };
  for (const member of node.members) yield* placesOf(member, `${path} ${member.name}`);
}

/** A word no shell looks into. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Words between spaces. */
const joined = (words: readonly { readonly text: string }[]): string => quoted(words.map(({ text }) => text).join(' '));

/** Words with what they mean, as `_describe` takes them. */
const described = (words: readonly Word[]): string =>
  words.map(({ text, help }) => quoted(`${text.replaceAll(':', String.raw`\:`)}:${help}`)).join(' ');

const valued = (options: readonly Option[]): readonly Option[] => options.filter(({ values }) => values !== undefined);

/** A `case` over the places that have something to say. */
function cases(places: readonly Place[], body: (place: Place) => string): string {
  return places.map((place) => `    ${quoted(place.path)}) ${body(place)} ;;`).join('\n');
}

/** A `case` over the options whose values are known. */
function valueCases(places: readonly Place[], globals: readonly Option[]): string {
  const known = places.flatMap(({ path, options }) =>
    options.map(({ text, values }) => ({ at: `${path} ${text}`, values: values ?? [] })),
  );
  const everywhere = globals.map(({ text, values }) => ({ pattern: `*${quoted(` ${text}`)}`, values: values ?? [] }));
  return [...known.map(({ at, values }) => ({ pattern: quoted(at), values })), ...everywhere]
    .filter(({ values }) => values.length > 0)
    .map(({ pattern, values }) => `    ${pattern}) echo ${quoted(values.join(' '))} ;;`)
    .join('\n');
}

const argumentsOf = (args: Place['args']): string => args.map((values) => quoted(values.join(' '))).join(' ');

function bashScript(program: string, places: readonly Place[], globals: readonly Option[]): string {
  return `# Completes ${program} in bash: source <(${program} completion bash)
_${program}_place() {
  commands= options= valued= arguments=()
  case $1 in
${cases(
  places,
  ({ commands, options, args }) =>
    `commands=${joined(commands)} options=${joined(options)} valued=${joined(valued(options))} arguments=(${argumentsOf(args)})`,
)}
  esac
  options+=' '${joined(globals)} valued+=' '${joined(valued(globals))}
}
_${program}_values() {
  case "$1 $2" in
${valueCases(places, globals)}
  esac
}
_${program}() {
  local commands options valued path=${program} word expects= candidates current=\${COMP_WORDS[COMP_CWORD]}
  local -i index at=0
  local -a arguments
  _${program}_place "$path"
  for ((index = 1; index < COMP_CWORD; index += 1)); do
    word=\${COMP_WORDS[index]}
    if [[ -n $expects ]]; then expects=
    elif [[ $word == -* ]]; then [[ " $valued " == *" $word "* ]] && expects=$word
    elif [[ " $commands " == *" $word "* ]]; then path+=" $word"; _${program}_place "$path"
    else at+=1
    fi
  done
  if [[ -n $expects ]]; then candidates=$(_${program}_values "$path" "$expects")
  elif [[ $current == -* ]]; then candidates=$options
  else candidates="$commands \${arguments[at]-}"
  fi
  COMPREPLY=($(compgen -W "$candidates" -- "$current"))
}
complete -o default -F _${program} ${program}
`;
}

function zshScript(program: string, places: readonly Place[], globals: readonly Option[]): string {
  return `#compdef ${program}
# Completes ${program} in zsh: ${program} completion zsh > ~/.zfunc/_${program}, a folder of fpath, before compinit
_${program}_place() {
  names=() flags=() valued=() arguments=()
  case $1 in
${cases(
  places,
  ({ commands, options, args }) =>
    `names=(${described(commands)}) flags=(${described(options)}) ` +
    `valued=(${valued(options)
      .map(({ text }) => text)
      .join(' ')}) arguments=(${argumentsOf(args)})`,
)}
  esac
  flags+=(${described(globals)}) valued+=(${valued(globals)
    .map(({ text }) => text)
    .join(' ')})
}
_${program}_values() {
  case "$1 $2" in
${valueCases(places, globals)}
  esac
}
_${program}() {
  local path_=${program} word expects=
  local -i index at=1
  local -a names flags valued arguments candidates
  _${program}_place "$path_"
  for ((index = 2; index < CURRENT; index += 1)); do
    word=\${words[index]}
    if [[ -n $expects ]]; then expects=
    elif [[ $word == -* ]]; then ((\${valued[(Ie)$word]})) && expects=$word
    elif ((\${names[(I)\${(b)word}:*]})); then path_+=" $word"; _${program}_place "$path_"
    else at+=1
    fi
  done
  if [[ -n $expects ]]; then
    candidates=(\${=$(_${program}_values "$path_" "$expects")})
    ((\${#candidates})) && compadd -a candidates || _files
  elif [[ \${words[CURRENT]} == -* ]]; then _describe -o option flags
  elif ((\${#names})); then _describe command names
  else
    candidates=(\${=arguments[at]})
    ((\${#candidates})) && compadd -a candidates || _files
  fi
}
if [[ \${funcstack[1]} == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

/**
 * The script that completes command lines.
 *
 * @param root all commands
 * @param globals options that every command has
 */
export function completionScript(shell: Shell, root: Group, globals: Parameters): string {
  const places = [...placesOf(root, root.name)];
  const script = shell === 'bash' ? bashScript : zshScript;
  return script(root.name, places, optionsOf(globals));
}
