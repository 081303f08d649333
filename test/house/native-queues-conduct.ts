import type { ProfileName } from '../../src/model/viommu';

/** For each profile, for GENERIC of the queues that every one with page requests has beside its own: what stops them, where the head is then, and how they go on. */
export const QUEUE_CONDUCT: Readonly<Record<ProfileName, string>> = {
  GENERIC: `These queues are those of Linux iommufd; every profile with page requests has them beside its own, and no error stops
them. A response whose code is neither 0 nor 1 or whose cookie nobody waits with is ILLEGAL, as the write is EINVAL: it
and those behind it in the call are not consumed, those before it count. Likewise the first invalidation that a host
refuses. One record of \`pgfault\` is a whole group, dev_id is the endpoint's id, and the cookie of 32 bits is free again when
the group has ended; a group that ends before it is read is never seen. In VTD invalidations are of the nested domain whose
id is in hwpt_id. In SMMUV3 a header of 8 bytes stands before every event; where the latest events were lost, a header
alone says so.
`,

  VTD: `The invalidation queue stops with FSTS.IQE at a descriptor that is invalid or cannot be read, at a status that
cannot be written, and at a tail that is no place in the ring; IQER_REG.IQEI says which. The head stays on the descriptor,
or is past a wait that had to wait; those before it end. Software puts another descriptor there, and clears \`FSTS.IQE\`;
tails written before that are ignored. An invalidation that a device does not complete in time stops the queue at once
with FSTS.ITE, and IQER_REG.ITESID says whose it was (0 with \`hide_invalidation_source\`): every wait that has not ended
is ABORTED, whoever submitted it, and the head is past it. After \`FSTS.ITE\` is cleared the queue goes on behind them, so
their submitters have to wait again. A completion that nobody waits for sets FSTS.ICE, and stops nothing. The fault event
is sent if no bit of FSTS was set.

An overflow of the page request queue sets PRS_REG.PRO. Until it is cleared nothing is recorded, and groups end as the
profile says (\`overflow\` in [profiles](profiles.md)); what was recorded of a group before stays. A record that guest
memory does not take is an overflow too. The fault recording registers overflow with FSTS.PFO: faults are dropped until it
is cleared.
`,

  SMMUV3: `The command queue stops with GERROR.CMDQ_ERR, and CMDQ_CONS.ERR says why: 1, the command is illegal; 2, it cannot
be read; 3, an ATC invalidation before a CMD_SYNC was not completed in time. The head stays on the command: in the last
case on the CMD_SYNC, not on the invalidation. Software mends what is there, or puts a CMD_SYNC in its place, and clears
\`GERROR.CMDQ_ERR\`, which makes GERRORN equal to GERROR; the command is read again. IMPDEF.ATC_INV_TIMEOUT chooses what a
time-out does: 0, as said; 1, CMDQ_CONS.ERR is 2; 2, no queue stops, and an event E0h is recorded. A message of CMD_SYNC
that memory does not take activates GERROR.MSI_CMDQ_ABT_ERR; the CMD_SYNC is complete all the same. While translation is
not ON (SMMUEN = 0), CMD_ATC_INV and CMD_PRI_RESP are IGNORED.

An overflow of the PRI queue makes PRIQ_PROD.OVFLG differ from PRIQ_CONS.OVACKFLG. Until software clears
\`PRIQ_CONS.OVACKFLG\` nothing is recorded, and groups end as the profile says (\`overflow\` in [profiles](profiles.md)).
An overflow of the event queue is told once, and events are recorded as soon as there is room, acknowledged or not; those
of stalled accesses wait for room, and are never lost. A record that guest memory does not take activates
GERROR.EVENTQ_ABT_ERR or GERROR.PRIQ_ABT_ERR, and nothing is recorded there until that is acknowledged; page requests then
end as the profile says (\`queue_fault\`). A queue of records interrupts when it was empty.
`,

  RISCV: `The command queue stops with cqcsr.cmd_ill at an illegal command, with cqcsr.cqmf at one that cannot be read or
whose data cannot be written, and with cqcsr.cmd_to at an IOFENCE.C before which an ATS.INVAL was not completed in time.
The head stays on that command. Software clears the flag; the command is read again, and a fence that told of a time-out
then completes, so what came since the fence before it has to be sent once more. Turned off and on, a queue begins without
its errors. Turned off while a fence waits it stays on, with cqcsr.busy, until the fence has ended. ipsr.cip is raised
again if it is cleared while its cause stands; no queue shows ipsr, it is told as an effect.

An overflow of the page-request queue sets pqcsr.pqof, and a record that guest memory does not take sets pqcsr.pqmf. Until
that is cleared nothing is recorded, and groups end as the profile says (\`overflow\` and \`queue_fault\` in
[profiles](profiles.md)). The fault queue has fqcsr.fqof and fqcsr.fqmf: faults are dropped until they are cleared. While
capabilities.ATS is 0 the page-request queue cannot be set up.
`,

  AMDVI: `The command buffer stops at an illegal command, which is an event ILLEGAL_COMMAND_ERROR, and at one that cannot be
read or whose data cannot be stored, COMMAND_HARDWARE_ERROR: Status.CmdBufRun is cleared, and the head stays on the
command. There is no flag to clear: software mends the command, and turns the buffer off and on. A time-out stops nothing:
it is an event IOTLB_INV_TIMEOUT with the device and the command's place, and a COMPLETION_WAIT behind it completes.
Events about commands have no report, so \`GuestRecord.sequence\` is 0.

An overflow sets Status.EventOverflow or Status.PPROverflow and clears the log's Run bit. Nothing is logged until software
turns the log off, clears the overflow and turns it on; page requests end meanwhile as the profile says (\`overflow\` in
[profiles](profiles.md)). Head and tail stay, and so does what was logged. A record that guest memory does not take stops
the log without an overflow.
`,

  VIRTIO: `Nothing stops the request virtqueue. A request that cannot be understood is ILLEGAL and gets nothing written
(used length 0); every other one gets \`GuestCommandResult.written\`, which ends with its status. A request ends when its
effects have, and those behind it do not wait for it; if an endpoint does not complete in time its status is
VIRTIO_IOMMU_S_DEVERR. An event that finds eventq.queue_size of them unread is dropped, and counted; there is no flag for
it.
`,
};
