import {
  addDomain,
  answer,
  brief,
  makeHost,
  now,
  openReports,
  pullAll,
  queueGroup,
  reasonOf,
  refusalOf,
  reportFault,
  reportRequest,
} from './support';

/** A host with domains 1 and 2 whose log begins after everything that setting up reports. */
function setUp(request: Parameters<typeof makeHost>[0] = {}) {
  const host = makeHost(request);
  const run = <T>(command: Parameters<typeof host.execute<T>>[0]): T => now(host.execute(command));
  run((iommu) => {
    addDomain(iommu, 1);
    addDomain(iommu, 2);
  });
  const start = run((iommu) => iommu.nextSequence);
  return { host, run, start };
}

const n = (sequence: bigint, by: number): bigint => sequence + BigInt(by);

describe('a report stream', () => {
  test('says what it holds', () => {
    const { host, start } = setUp();
    const { opened } = openReports(host, { credits: 7 });
    expect(opened).toEqual({
      kind: 'OPENED',
      viommuId: 'vm',
      epoch: 6,
      nextSequence: start,
      oldestSequence: 1n,
      resumeOutcome: undefined,
      controlledDomainIds: [1, 2],
      credits: 7,
    });
  });

  test('is told once, synchronously, of what one command caused, and delivers it in order', () => {
    const { host, run, start } = setUp();
    let calls = 0;
    const { stream } = openReports(host, {}, () => (calls += 1));
    run((iommu) => {
      queueGroup(iommu, 1);
      reportFault(iommu, 2);
      queueGroup(iommu, 2);
    });
    expect(calls).toBe(1);
    expect(brief(pullAll(stream))).toEqual([`group ${start}`, `FAULT_EVENT ${n(start, 1)}`, `group ${n(start, 2)}`]);
  });

  test('gives no more items than asked for', () => {
    const { host, run } = setUp();
    const { stream } = openReports(host);
    run((iommu) => {
      for (let i = 0; i < 10; i += 1) {
        queueGroup(iommu, 1);
      }
    });
    expect(stream.pull(4)).toHaveLength(4);
    expect(pullAll(stream)).toHaveLength(6);
  });

  test('owes groups it has no credits for, and goes on with events', () => {
    const { host, run, start } = setUp();
    const { stream } = openReports(host, { credits: 1 });
    const cookie = run((iommu) => {
      const first = queueGroup(iommu, 1);
      queueGroup(iommu, 2);
      queueGroup(iommu, 1);
      reportFault(iommu, 1);
      return first;
    });
    expect(brief(pullAll(stream))).toEqual([`group ${start}`, `FAULT_EVENT ${n(start, 3)}`]);
    run((iommu) => answer(iommu, cookie));
    // The credit is back: the oldest first, then the news.
    expect(brief(pullAll(stream))).toEqual([`group ${n(start, 1)}`, `GROUP_ANSWERED ${n(start, 4)}`]);
    stream.setCredits(2);
    expect(brief(pullAll(stream))).toEqual([`group ${n(start, 2)}`]);
  });

  test('explains an owed group that ends before it could be delivered', () => {
    const { host, run, start } = setUp();
    const { stream } = openReports(host, { credits: 0 });
    const cookie = run((iommu) => queueGroup(iommu, 1));
    expect(pullAll(stream)).toEqual([]);
    run((iommu) => answer(iommu, cookie));
    expect(brief(pullAll(stream))).toEqual([`skipped ${start}..${start} ENDED`, `GROUP_ANSWERED ${n(start, 1)}`]);
  });

  test('explains groups that ended before they were read, to controllers and observers', () => {
    const { host, run, start } = setUp();
    const controller = openReports(host).stream;
    const observer = openReports(host, { defaultRole: 'OBSERVER' }).stream;
    run((iommu) => answer(iommu, queueGroup(iommu, 1)));
    const seen = [`skipped ${start}..${start} ENDED`, `GROUP_ANSWERED ${n(start, 1)}`];
    expect(brief(pullAll(controller))).toEqual(seen);
    expect(brief(pullAll(observer))).toEqual(seen);
  });

  test('gives observers copies without credits', () => {
    const { host, run, start } = setUp();
    const { stream } = openReports(host, { defaultRole: 'OBSERVER' });
    run((iommu) => queueGroup(iommu, 1));
    expect(brief(pullAll(stream))).toEqual([`group ${start}`]);
    expect(run((iommu) => iommu.pendingGroups(undefined, 0n, 9)).map(({ delivered }) => delivered)).toEqual([false]);
  });

  test('stays quiet about what it filters until something comes', () => {
    const { host, run, start } = setUp();
    let calls = 0;
    const domains = [{ domainId: 1, role: undefined, takeOver: false }];
    const { stream } = openReports(host, { domains }, () => (calls += 1));
    run((iommu) => {
      queueGroup(iommu, 2);
      reportFault(iommu, 2);
    });
    expect(calls).toBe(0);
    expect(stream.pull(64)).toEqual([]);
    run((iommu) => reportFault(iommu, 1));
    expect(calls).toBe(1);
    expect(brief(pullAll(stream))).toEqual([`skipped ${start}..${n(start, 1)} FILTERED`, `FAULT_EVENT ${n(start, 2)}`]);
    run((iommu) => queueGroup(iommu, 2));
    expect(brief(stream.heartbeat())).toEqual([
      `skipped ${n(start, 3)}..${n(start, 3)} FILTERED`,
      `heartbeat ${n(start, 3)}`,
    ]);
  });

  test('leaves out events but not groups when asked to', () => {
    const { host, run, start } = setUp();
    const { stream } = openReports(host, { excludeEvents: true });
    run((iommu) => {
      reportFault(iommu, 1);
      queueGroup(iommu, 1);
    });
    expect(brief(pullAll(stream))).toEqual([`skipped ${start}..${start} FILTERED`, `group ${n(start, 1)}`]);
  });

  test('keeps the groups it owes when the log is overwritten, and explains the rest', () => {
    const { host, run, start } = setUp({ limits: { report_log_depth: 4n } });
    const { stream } = openReports(host);
    run((iommu) => {
      reportFault(iommu, 1);
      queueGroup(iommu, 1);
      for (let i = 0; i < 6; i += 1) {
        reportFault(iommu, 1);
      }
    });
    expect(brief(pullAll(stream))).toEqual([
      `skipped ${start}..${start} OVERWRITTEN`,
      `skipped ${n(start, 2)}..${n(start, 3)} OVERWRITTEN`,
      `group ${n(start, 1)}`,
      ...[4, 5, 6, 7].map((i) => `FAULT_EVENT ${n(start, i)}`),
    ]);
  });

  test('delivers what was pending before it was opened', () => {
    const { host, run, start } = setUp();
    run((iommu) => queueGroup(iommu, 1));
    const { stream, opened } = openReports(host);
    expect(opened.nextSequence).toBe(n(start, 1));
    expect(brief(pullAll(stream))).toEqual([`group ${start}`]);
  });

  test('gives back what it did not answer when its client is gone', () => {
    const { host, run, start } = setUp();
    const first = openReports(host).stream;
    const cookies = run((iommu) => [queueGroup(iommu, 1), queueGroup(iommu, 2), queueGroup(iommu, 1)]);
    pullAll(first);
    run((iommu) => queueGroup(iommu, 1));
    first.abandon();
    expect(first.ended).toBe(true);
    expect(first.pull(64)).toEqual([]);
    run((iommu) => answer(iommu, cookies[1]!));
    const { stream } = openReports(host);
    const items = pullAll(stream);
    expect(brief(items)).toEqual([`group ${start} again`, `group ${n(start, 2)} again`, `group ${n(start, 3)}`]);
    expect(items.flatMap((item) => (item.kind === 'GROUP' ? [item.group.cookie] : [])).slice(0, 2)).toEqual([
      cookies[0],
      cookies[2],
    ]);
  });

  test('ends with a resume point when its client is done', () => {
    const { host, run, start } = setUp();
    const { stream } = openReports(host, { domains: [{ domainId: 1, role: 'OBSERVER', takeOver: false }] });
    run((iommu) => reportFault(iommu, 2));
    stream.finish();
    expect(stream.ended).toBe(false);
    expect(brief(pullAll(stream))).toEqual([`skipped ${start}..${start} FILTERED`, `closing CLIENT_DONE 6:${start}`]);
    expect(stream.ended).toBe(true);
  });

  test('is told of a returned credit even when it does not get the answer itself', () => {
    const { host, run, start } = setUp();
    let calls = 0;
    const { stream } = openReports(host, { excludeEvents: true, credits: 1 }, () => (calls += 1));
    const cookie = run((iommu) => queueGroup(iommu, 1));
    run((iommu) => queueGroup(iommu, 1));
    pullAll(stream);
    calls = 0;
    run((iommu) => answer(iommu, cookie));
    expect(calls).toBe(1);
    expect(brief(pullAll(stream))).toContain(`group ${n(start, 1)}`);
    run((iommu) => reportFault(iommu, 1));
    expect(calls).toBe(1);
  });

  test('can be abandoned while it says how it ends', () => {
    const { host } = setUp();
    const { stream } = openReports(host);
    stream.finish();
    stream.abandon();
    expect([stream.ended, stream.pull(64)]).toEqual([true, []]);
  });

  test('looks at a bounded number of reports at a time', () => {
    const { host, run, start } = setUp();
    const point = { epoch: 6, sequence: n(start, -1) };
    run((iommu) => {
      for (let i = 0; i < 5000; i += 1) {
        reportFault(iommu, 2);
      }
    });
    const domains = [{ domainId: 1, role: undefined, takeOver: false }];
    const { stream } = openReports(host, { domains, resume: point });
    run((iommu) => reportFault(iommu, 1));
    const first = stream.pull(1);
    expect(first).toHaveLength(1);
    expect(brief([...first, ...pullAll(stream)])).toEqual([
      `skipped ${start}..${n(start, 4095)} FILTERED`,
      `skipped ${n(start, 4096)}..${n(start, 4999)} FILTERED`,
      `FAULT_EVENT ${n(start, 5000)}`,
    ]);
  });
});

describe('control of a domain', () => {
  const named = (domainId: number | undefined, takeOver = false) => ({ domainId, role: undefined, takeOver });

  test('is refused while another stream has it', () => {
    const { host } = setUp();
    openReports(host, { domains: [named(1)] });
    for (const request of [reportRequest({ domains: [named(1)] }), reportRequest()]) {
      expect(refusalOf(() => host.openReportStream(request, () => {}))).toMatchObject({
        reason: 'CONTROLLER_EXISTS',
        metadata: { domain_id: '1' },
      });
    }
    expect(openReports(host, { domains: [named(2)] }).opened.controlledDomainIds).toEqual([2]);
  });

  test('of every other domain includes those created later', () => {
    const { host, run } = setUp();
    const { stream } = openReports(host, { domains: [named(undefined), { ...named(1), role: 'OBSERVER' }] });
    run((iommu) => addDomain(iommu, 3));
    pullAll(stream);
    const cookie = run((iommu) => queueGroup(iommu, 3));
    pullAll(stream);
    expect(run((iommu) => iommu.group(cookie))?.delivered).toBe(true);
    expect(() => openReports(host, { domains: [named(undefined)] })).toThrow('another stream controls every domain');
    expect(openReports(host, { domains: [named(1)] }).opened.controlledDomainIds).toEqual([1]);
  });

  test('is taken over with what the first stream did not answer', () => {
    const { host, run, start } = setUp();
    let told = 0;
    const first = openReports(host, {}, () => (told += 1)).stream;
    run((iommu) => queueGroup(iommu, 1));
    run((iommu) => queueGroup(iommu, 2));
    pullAll(first);
    told = 0;
    const { stream } = openReports(host, { domains: [named(2, true)] });
    expect(told).toBe(1);
    expect(brief(pullAll(first))).toEqual([`closing TAKEN_OVER 6:${n(start, 1)}`]);
    expect(brief(pullAll(stream))).toEqual([`group ${n(start, 1)} again`]);
    // The other domain of the first stream is free again.
    expect(brief(pullAll(openReports(host, { domains: [named(1)] }).stream))).toEqual([`group ${start} again`]);
  });

  test('is refused as a whole when only a part may be taken over', () => {
    const { host } = setUp();
    const first = openReports(host, { domains: [named(1)] }).stream;
    const second = openReports(host, { domains: [named(2)] }).stream;
    expect(() => openReports(host, { domains: [named(1, true), named(2)] })).toThrow('domain 2');
    expect([first.open, second.open]).toEqual([true, true]);
  });

  test.each([
    ['DOMAIN_NOT_FOUND', { domains: [named(9)] }],
    ['SUBSCRIPTION_DUPLICATE', { domains: [named(1), named(1)] }],
    ['SUBSCRIPTION_DUPLICATE', { domains: [named(undefined), named(undefined)] }],
    ['CREDITS_OUT_OF_RANGE', { credits: 65_537 }],
    ['CREDITS_REQUIRED', { credits: 0, creditsFixed: true }],
    ['FIELD_NOT_APPLICABLE', { credits: 5, defaultRole: 'OBSERVER' as const }],
    ['FIELD_NOT_APPLICABLE', { credits: 0, creditsFixed: true, defaultRole: 'OBSERVER' as const }],
    ['FIELD_NOT_APPLICABLE', { domains: [{ ...named(1, true), role: 'OBSERVER' as const }] }],
    ['FIELD_NOT_APPLICABLE', { domains: [named(1), named(2, true)], defaultRole: 'OBSERVER' as const }],
    ['RESUME_POINT_INVALID', { resume: { epoch: 6, sequence: 1_000n } }],
  ])('%s', (reason, request) => {
    const { host } = setUp();
    expect(reasonOf(() => openReports(host, request))).toBe(reason);
  });

  test('has the credits, and who only observes has none', () => {
    const { host } = setUp();
    const { stream, opened } = openReports(host, { creditsFixed: true, defaultRole: 'OBSERVER' });
    expect(opened.credits).toBe(0);
    expect(reasonOf(() => stream.setCredits(5))).toBe('FIELD_NOT_APPLICABLE');
    expect(reasonOf(() => stream.setCredits(65_537))).toBe('CREDITS_OUT_OF_RANGE');
    const mixed = [named(1), { ...named(2), role: 'OBSERVER' as const }];
    expect(openReports(host, { credits: 3, domains: mixed }).opened.credits).toBe(3);
    // It controls whatever is created later.
    const empty = makeHost();
    expect(openReports(empty, { credits: 3 }).opened).toMatchObject({ credits: 3, controlledDomainIds: [] });
  });
});

describe('resuming', () => {
  test('goes on after the point', () => {
    const { host, run, start } = setUp();
    run((iommu) => {
      reportFault(iommu, 1);
      queueGroup(iommu, 1);
      answer(iommu, queueGroup(iommu, 2));
    });
    const { stream, opened } = openReports(host, { resume: { epoch: 6, sequence: start } });
    expect(opened).toMatchObject({ resumeOutcome: 'RESUMED', nextSequence: n(start, 1) });
    expect(brief(pullAll(stream))).toEqual([
      `group ${n(start, 1)}`,
      `skipped ${n(start, 2)}..${n(start, 2)} ENDED`,
      `GROUP_ANSWERED ${n(start, 3)}`,
    ]);
  });

  test('delivers what is pending from before the point first', () => {
    const { host, run, start } = setUp();
    run((iommu) => {
      queueGroup(iommu, 1);
      reportFault(iommu, 1);
    });
    const { stream } = openReports(host, { resume: { epoch: 6, sequence: start } });
    expect(brief(pullAll(stream))).toEqual([`group ${start}`, `FAULT_EVENT ${n(start, 1)}`]);
  });

  test('goes on before the groups that waited for credits, whoever controls them now', () => {
    const { host, run, start } = setUp();
    const first = openReports(host, { credits: 1 }).stream;
    run((iommu) => {
      queueGroup(iommu, 1);
      queueGroup(iommu, 1);
      reportFault(iommu, 1);
      answer(iommu, queueGroup(iommu, 2));
    });
    pullAll(first);
    expect(brief(first.heartbeat()).at(-1)).toBe(`heartbeat ${start}`);
    const second = openReports(host, { domains: [{ domainId: undefined, role: 'CONTROLLER', takeOver: true }] }).stream;
    const end = pullAll(first);
    expect(brief(end)).toEqual([`closing TAKEN_OVER 6:${start}`]);
    // The new controller has them by now.
    expect(pullAll(second)).toHaveLength(2);
    const [closing] = end;
    const resume = closing?.kind === 'CLOSING' ? closing.resume : undefined;
    const observer = openReports(host, { resume, defaultRole: 'OBSERVER' }).stream;
    expect(brief(pullAll(observer))).toEqual([
      `group ${n(start, 1)}`,
      `FAULT_EVENT ${n(start, 2)}`,
      `skipped ${n(start, 3)}..${n(start, 3)} ENDED`,
      `GROUP_ANSWERED ${n(start, 4)}`,
    ]);
  });

  test('goes on behind groups from before the stream, which are pending anyway', () => {
    const { host, run, start } = setUp();
    run((iommu) => queueGroup(iommu, 1));
    const { stream } = openReports(host, { credits: 0 });
    run((iommu) => reportFault(iommu, 1));
    pullAll(stream);
    expect(brief(stream.heartbeat())).toEqual([`heartbeat ${n(start, 1)}`]);
    run((iommu) => queueGroup(iommu, 1));
    pullAll(stream);
    expect(brief(stream.heartbeat())).toEqual([`heartbeat ${n(start, 1)}`]);
  });

  test('says what is no longer kept', () => {
    const { host, run, start } = setUp({ limits: { report_log_depth: 2n } });
    run((iommu) => {
      for (let i = 0; i < 5; i += 1) {
        reportFault(iommu, 1);
      }
    });
    const exact = openReports(host, { resume: { epoch: 6, sequence: n(start, 2) } });
    expect(exact.opened.resumeOutcome).toBe('RESUMED');
    expect(brief(exact.stream.pull(1))).toEqual([`FAULT_EVENT ${n(start, 3)}`]);
    exact.stream.abandon();
    const { stream, opened } = openReports(host, { resume: { epoch: 6, sequence: start } });
    expect(opened).toMatchObject({ resumeOutcome: 'TOO_OLD', oldestSequence: n(start, 3) });
    expect(brief(pullAll(stream))).toEqual([
      `skipped ${n(start, 1)}..${n(start, 2)} OVERWRITTEN`,
      `FAULT_EVENT ${n(start, 3)}`,
      `FAULT_EVENT ${n(start, 4)}`,
    ]);
  });

  test('begins with what is kept of another epoch', () => {
    const { host, run } = setUp();
    const { stream: before } = openReports(host);
    now(host.reset(undefined));
    expect(brief(pullAll(before))[0]).toMatch(/^closing RESET 6:/);
    run((iommu) => reportFault(iommu, 1));
    const { stream, opened } = openReports(host, { resume: { epoch: 6, sequence: 3n } });
    expect(opened).toMatchObject({ epoch: 7, resumeOutcome: 'OTHER_EPOCH', nextSequence: 1n });
    expect(brief(pullAll(stream))).toEqual(['FAULT_EVENT 1']);
  });
});
