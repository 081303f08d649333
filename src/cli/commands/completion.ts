/** `viommuctl completion`. */
import { EXIT, localCommand, type Command, type Group } from '../command';
import { GLOBALS } from '../command-line';
import { completionScript, SHELLS } from '../completion-script';
import { required } from '../parameters';
import { choice } from '../words';

const readShell = Object.assign((text: string) => (choice('', ['BASH', 'ZSH'])(text) === 'BASH' ? 'bash' : 'zsh'), {
  choices: SHELLS,
});

/**
 * Makes the command that prints a script for a shell.
 *
 * @param root all commands, this one too; it is asked only when the command runs
 */
export function completionOf(root: () => Group): Command {
  return localCommand({
    name: 'completion',
    summary: 'prints a script that completes command lines in a shell; needs no server',
    details: `bash:  source <(viommuctl completion bash)
zsh:   viommuctl completion zsh > ~/.zfunc/_viommuctl, where that folder is in fpath before compinit runs`,
    args: { shell: required('SHELL', SHELLS.join(' or '), readShell) },
    options: {},
    async run({ output }, { shell }) {
      output.raw(completionScript(shell, root(), GLOBALS));
      return EXIT.ok;
    },
  });
}
