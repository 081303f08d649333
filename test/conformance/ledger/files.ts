import { tests, type CitedTest } from './rule';

const cite =
  (file: string) =>
  (...names: string[]): readonly CitedTest[] =>
    tests(file, ...names);

/** Files that the ledger cites. */
export const registers = cite('test/conformance/pri-registers.test.ts');
export const groups = cite('test/conformance/pri-groups.test.ts');
export const responses = cite('test/conformance/pri-responses.test.ts');
export const automatic = cite('test/conformance/automatic-answers.test.ts');
export const shared = cite('test/conformance/pri-shared.test.ts');
export const stopping = cite('test/conformance/pri-stopping.test.ts');
export const riscv = cite('test/conformance/answers-riscv.test.ts');
export const smmuv3 = cite('test/conformance/answers-smmuv3.test.ts');
export const smmuCommands = cite('test/unit/guestqueues/smmuv3/commands.test.ts');
export const smmuEvents = cite('test/unit/guestqueues/smmuv3/events.test.ts');
export const smmuPageRequests = cite('test/unit/guestqueues/smmuv3/page-requests.test.ts');
export const vtd = cite('test/conformance/answers-vtd.test.ts');
export const amdvi = cite('test/conformance/answers-amdvi.test.ts');
export const exhaustion = cite('test/conformance/exhaustion.test.ts');
export const gone = cite('test/conformance/endpoint-gone.test.ts');
export const stalls = cite('test/conformance/stalls.test.ts');
export const faults = cite('test/conformance/faults.test.ts');
export const ats = cite('test/conformance/ats.test.ts');
export const nestedAts = cite('test/conformance/nested-ats.test.ts');
export const nestedFaults = cite('test/conformance/nested-faults.test.ts');
export const architectures = cite('test/conformance/ats-architectures.test.ts');
export const invalidation = cite('test/conformance/invalidation.test.ts');
export const scopes = cite('test/conformance/invalidation-scope.test.ts');
export const counts = cite('test/conformance/completion-counts.test.ts');
export const fences = cite('test/conformance/fences.test.ts');
export const fencing = cite('test/conformance/fencing.test.ts');
export const deadDevice = cite('test/conformance/dead-device.test.ts');
export const codedRanges = cite('test/unit/base/coded-range.test.ts');
export const pain = cite('test/conformance/pain-points.test.ts');
/** Through the contract, over gRPC. */
export const clients = cite('test/conformance/what-clients-see.test.ts');
export const invalidator = cite('test/unit/core/invalidator.test.ts');
/** Native queues of AMD-Vi. */
export const amdCommands = cite('test/unit/guestqueues/amdvi/commands.test.ts');
export const amdLogs = cite('test/unit/guestqueues/amdvi/logs.test.ts');
export const virtioQueues = cite('test/unit/guestqueues/virtio/virtio.test.ts');
export const accounts = cite('test/property/laws/accounts.property.test.ts');
export const wholeGroups = cite('test/property/laws/groups.property.test.ts');

/** Native queues of VT-d: commands, their errors, and records. */
export const vtdCommands = cite('test/unit/guestqueues/vtd/commands.test.ts');
export const vtdErrors = cite('test/unit/guestqueues/vtd/errors.test.ts');
export const vtdRecords = cite('test/unit/guestqueues/vtd/records.test.ts');

/** Native queues of RISC-V: commands, their errors, and records. */
export const riscvQueues = cite('test/unit/guestqueues/riscv/riscv.test.ts');
export const riscvErrors = cite('test/unit/guestqueues/riscv/errors.test.ts');
export const riscvRecords = cite('test/unit/guestqueues/riscv/records.test.ts');

/** What iommufd does. */
export const attaching = cite('test/conformance/iommufd-attach.test.ts');
export const allocating = cite('test/conformance/iommufd-alloc.test.ts');
export const mapping = cite('test/conformance/iommufd-map.test.ts');
export const unmapping = cite('test/conformance/iommufd-unmap.test.ts');
export const ranges = cite('test/conformance/iommufd-ranges.test.ts');
export const accesses = cite('test/conformance/iommufd-access.test.ts');
export const dirty = cite('test/conformance/iommufd-dirty.test.ts');
/** Through the contract, over gRPC: addresses and lengths that the core never sees. */
export const wire = cite('test/conformance/iommufd-wire.test.ts');
export const guestMemory = cite('test/unit/session/guest-memory.test.ts');

/** What the typed contract leaves out of an architecture's overflow. */
export const OWN_QUEUE = 'each domain has a queue and an overflow of its own (docs/adr/0009-reports-are-per-domain.md)';
