import { clients, responses, shared, vtdRecords } from './files';
import { proven, type Rule } from './rule';

/** What the responses make a device do. */
export const PRI_RESPONSES: readonly Rule[] = [
  {
    id: 'R-PRI-50',
    says: 'After Success a device asks for the translation anew; it may still not be there, and is then asked for again.',
    standing: proven(responses('Success makes the device ask for the translation again, and assume nothing')),
  },
  {
    id: 'R-PRI-51',
    says: 'Invalid Request ends what the device wanted to do, returns its credits and leaves PRI enabled.',
    section: 'PCIe 10.4.2.1',
    standing: proven(responses('Invalid Request ends the access, returns the credits and leaves page requests on')),
  },
  {
    id: 'R-PRI-52',
    says: 'Response Failure sets its status bit and turns PRI off; responses that come later are ignored.',
    section: 'PCIe 10.4.2.1',
    standing: proven(
      responses(
        'Response Failure turns page requests off, and every later response is ignored',
        'Response Failure is not undone by a response to an older group after page requests are on again',
        'Response Failure may come before the last page of a group, and need not name any',
      ),
    ),
  },
  {
    id: 'R-PRI-53',
    says: 'The codes between Invalid Request and Response Failure act as Response Failure.',
    section: 'PCIe table 10-7',
    standing: proven(responses('a 4-bit response code')),
  },
  {
    id: 'R-PRI-54',
    says: 'A Response Failure that one virtual function caused stops the page requests of all that share its PRI.',
    standing: proven([
      ...shared(
        'functions that share a page request interface are all turned off by a Response Failure to one of them, and each is told whom it owes that to',
      ),
      ...clients('a client sees one function turn off the page requests of all that share its interface'),
    ]),
  },
  {
    id: 'R-PRI-55',
    says: 'A response whose index names no outstanding group sets UPRGI and does nothing else.',
    section: 'PCIe 10.4.2',
    standing: proven([
      ...responses(
        'a response as software writes it to an index that nothing is outstanding for sets the unexpected bit, and does nothing else: %s',
      ),
      ...clients('a client sees the unexpected bit, who is to blame for it, and clears it'),
    ]),
  },
  {
    id: 'R-PRI-56',
    says: 'A response carries the PASID exactly if the device requires it and the request had one; what a device makes of another is undefined.',
    section: 'PCIe 10.4.2.2, 10.5.2.3',
    seen: 'torvalds/linux:drivers/pci/ats.c (e5567f5f6762)',
    standing: proven(
      [
        ...responses(
          'a response with PASID required %s to a request of PASID %i has PASID %i',
          'a response that names another PASID than the request had is not sent, and the group stays pending',
          'a response as software writes it with PASID %i to a request of PASID 5, where it is required: %s',
          'a response as software writes it with PASID %i to a request of PASID 5, where none is required, answers it',
        ),
        ...clients('a client sees the unexpected bit, who is to blame for it, and clears it'),
      ],
      'what is undefined has one outcome here, by docs/adr/0008-where-pcie-leaves-it-open.md',
    ),
  },
  {
    id: 'R-PRI-57',
    says: 'A native response without PASID is sent without one, whatever its PASID field holds.',
    standing: proven([
      ...responses(
        'a response as software writes it with PASID %i to a request of PASID 5, where none is required, answers it',
        'a response as software writes it with PASID %i to a request of PASID 5, where it is required: %s',
      ),
      ...vtdRecords('page requests are answered without PASID where PP = 0, whatever the field holds'),
    ]),
  },
  {
    id: 'R-PRI-58',
    says: 'A second response to the same group is unexpected for the device.',
    section: 'PCIe 10.4.2',
    seen: 'cai-fuqiang/cai-fuqiang.github.io:_posts/spec/pcie/ats/2025-05-06-page-request.md (7fbf0f30b3da)',
    standing: proven([
      ...responses(
        'a response as software writes it to a group that was answered is unexpected: it does not come again',
      ),
      ...clients('a client sees the unexpected bit, who is to blame for it, and clears it'),
    ]),
  },
  {
    id: 'R-PRI-59',
    says: 'A device that is answered Success automatically asks again, but not without limit.',
    section: 'SMMU 8.1',
    standing: proven(
      responses(
        'Success without a translation makes the device ask again %i times at most',
        'Success from a queue that nobody empties does not keep the device asking for ever',
      ),
      'there is a limit, and no back-off in time',
    ),
  },
];
