/** Every command there is. */
import { group, type Group } from './command';
import { attach, attachments, detach, replace } from './commands/attachments';
import { completionOf } from './commands/completion';
import { ats, translate } from './commands/translations';
import { dirty } from './commands/dirty';
import { dma } from './commands/dma';
import { decode } from './commands/decode';
import { domain } from './commands/domains';
import { encode } from './commands/encode';
import { endpoint } from './commands/endpoints';
import { ackOverflow, drain, sendResponse } from './commands/page-request-queue';
import { groups, stats } from './commands/groups';
import { inject } from './commands/inject';
import { violations } from './commands/violations';
import { complete, invalidate, invalidations } from './commands/invalidations';
import { info } from './commands/info';
import { allow, iovaRanges } from './commands/iova-ranges';
import { map, mappings, unmap } from './commands/mappings';
import { memory } from './commands/memory';
import { pageRequest } from './commands/page-requests';
import { queue } from './commands/queues';
import { resolve, respond } from './commands/answers';
import { rules } from './commands/rules';
import { run } from './commands/run';
import { top } from './commands/top';
import { viommu } from './commands/viommus';
import { watch } from './commands/watch';

/** The program. */
export const PROGRAM: Group = group('viommuctl', 'operates a virtual IOMMU, its endpoints and its faults', [
  info,
  viommu,
  endpoint,
  domain,
  attach,
  replace,
  detach,
  attachments,
  map,
  unmap,
  mappings,
  iovaRanges,
  allow,
  dirty,
  translate,
  memory,
  dma,
  ats,
  pageRequest,
  watch,
  groups,
  respond,
  resolve,
  sendResponse,
  drain,
  ackOverflow,
  inject,
  violations,
  stats,
  top,
  complete,
  invalidate,
  invalidations,
  rules,
  queue,
  run,
  decode,
  encode,
  completionOf(() => PROGRAM),
]);
