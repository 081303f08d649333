/** `viommuctl info`. */
import { command, EXIT } from '../command';
import { short } from '../text';

/** Says what the server is and can do. */
export const info = command({
  name: 'info',
  summary: 'says what the server is and can do',
  args: {},
  options: {},
  async run({ client, call, output }) {
    const response = await client.viommus.getInfo({}, call);
    const { serverVersion, apiPackages, profiles, features, limits } = response;
    const width = Math.max(0, ...limits.map(({ name }) => name.length));
    output.result(response, () => [
      `version   ${serverVersion}`,
      `packages  ${apiPackages.join(', ')}`,
      `profiles  ${profiles.map(short).join(', ')}`,
      `features  ${features.join(', ') || '-'}`,
      'limits',
      ...limits.map(
        ({ name, defaultValue, maximum, description }) =>
          `  ${name.padEnd(width)}  ${defaultValue} (at most ${maximum})  ${description}`,
      ),
    ]);
    return EXIT.ok;
  },
});
