import fc from 'fast-check';
import { AccessWatch } from './access-watch';
import { everyScript, MISBEHAVING, play, scripts, spaceScripts } from './script';
import { parameters } from './settings';

test('law 6: nothing is touched through a mapping after its invalidation completed, and caches never show', () => {
  fc.assert(
    fc.property(everyScript(), (script) => {
      play(script, (machine) => new AccessWatch(machine), true);
    }),
    parameters('access', 100),
  );
});

test('law 6 holds where transfers and changes of mappings and attachments alternate', () => {
  const weights = {
    prepare: 2,
    map: 6,
    mapBlock: 3,
    setPermissions: 6,
    unmap: 5,
    detach: 3,
    attach: 3,
    replace: 4,
    createDomain: 1,
    deleteDomain: 1,
    translate: 10,
    dma: 10,
    again: 16,
    translatedDma: 10,
    complete: 6,
    tick: 3,
    invalidate: 3,
    setAts: 1,
    update: 1,
    connect: 1,
    disconnect: 1,
    resetFunction: 1,
    resolve: 2,
  };
  fc.assert(
    fc.property(scripts(weights), (script) => {
      play(script, (machine) => new AccessWatch(machine), true);
    }),
    parameters('access-alternating', 250),
  );
});

test('law 6 holds where guests change their tables, and what is below them changes', () => {
  fc.assert(
    fc.property(spaceScripts(), (script) => {
      play(script, (machine) => new AccessWatch(machine), true);
    }),
    parameters('access-nested', 250),
  );
});

test('law 6 holds where endpoints misbehave, are cut off and come back, and fences are waited for', () => {
  const weights = {
    ...MISBEHAVING,
    prepare: 4,
    submit: 2,
    inject: 1,
    respond: 2,
    translate: 20,
    translatedDma: 10,
    unmap: 10,
    tick: 10,
    watchTimeouts: 6,
    resetFunction: 5,
    replace: 4,
  };
  fc.assert(
    fc.property(scripts(weights), (script) => {
      play(script, (machine) => new AccessWatch(machine), true);
    }),
    parameters('access-misbehaving', 250),
  );
});
