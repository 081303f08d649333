#!/usr/bin/env node
/** The server as a program: flags and environment in, one line on standard output when it is ready. */
import fs from 'node:fs';
import os from 'node:os';
import { createLogger } from './server/logging';
import { startServer } from './server/server';
import { allServices, serverVersion, type Feature } from './server/services';
import { HELP, readSettings, UsageError, type Settings } from './server/settings';
import { warmUp } from './server/warm-up';
import { incarnationsFromDirectory, incarnationsFromTime, Registry, SYSTEM_TIME } from './session';

const MS_PER_SECOND = 1000;

/** Better told at the start than by every call that needs the directory. */
function requireDirectory(directory: string | undefined, flag: string, mode: number): void {
  if (directory === undefined) return;
  if (fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new Error(`${flag} ${directory}: there is no such directory; create it first`);
  }
  fs.accessSync(directory, mode);
}

async function run(settings: Settings): Promise<void> {
  const { memoryDirectory, stateDirectory } = settings;
  requireDirectory(memoryDirectory, '--memory-dir', fs.constants.R_OK);
  requireDirectory(stateDirectory, '--state-dir', fs.constants.W_OK);
  const logger = createLogger(settings.logLevel);
  const incarnations =
    stateDirectory === undefined
      ? incarnationsFromTime(Date.now() / MS_PER_SECOND)
      : incarnationsFromDirectory(stateDirectory);
  const registry = new Registry({ time: SYSTEM_TIME, incarnations, memoryDirectory });
  const features: Feature[] = [];
  if (memoryDirectory !== undefined) features.push('shared_memory_files');
  if (stateDirectory !== undefined) features.push('persistent_incarnations');
  logger.info({ durationMs: Math.round(warmUp()) }, 'warmed up');
  const server = await startServer({
    listeners: settings.listeners,
    services: allServices(registry, features),
    logger,
    stopGraceMs: settings.graceMs,
    onStopping: () => {
      registry.close();
    },
  });
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  process.stdout.write(`viommud ready: ${server.targets.join(' ')}\n`);
}

async function main(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env['XDG_RUNTIME_DIR'] || os.tmpdir());
  if (settings === 'help') process.stdout.write(HELP);
  else if (settings === 'version') process.stdout.write(`${serverVersion()}\n`);
  else await run(settings);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof UsageError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`viommud: ${message}\n${isUsage ? 'see viommud --help\n' : ''}`);
  process.exit(isUsage ? 2 : 1);
});
