import type { Kind } from '../../api/peopleTypes';
import { kindNames } from '../words';
import type { FixedColumn } from './columns/columns';
import type { Grouping, TextFilter } from './filters';

const number = (count: number) => count.toLocaleString('en-US');
const people = (count: number) => `${number(count)} ${count === 1 ? 'person' : 'people'}`;

export const gridWords = {
  yes: 'Yes',
  no: 'No',
  name: 'Name',
  columns: {
    externalId: 'ID', lastName: 'Last name', firstName: 'First name', company: 'Customer', customerId: 'Customer ID', department: 'Department', title: 'Title', branch: 'Branch',
    rep: 'Rep', phone: 'Phone', cellPhone: 'Cell phone', officePhone: 'Office phone', email: 'E-mail', isActive: 'Active', isAssigned: 'Assigned', status: 'Status',
    lastMessage: 'Last message', zip: 'ZIP', place: 'City', hasResume: 'Résumé', texting: 'Texting',
  } satisfies Record<FixedColumn, string>,
  columnsMenu: 'Columns',
  usualColumns: 'Show the usual ones',
  sortBy: (label: string) => `Sort by ${label}`,
  dragHint: 'Drag to the group bar to group by it',
  table: (kind: Kind) => kindNames[kind].many,
  actionsColumn: 'Actions',
  newTab: 'Opens in a new tab',
  noName: 'No name',
  rowMenu: (name: string) => `Actions for ${name}`,

  group: 'Group by',
  groupings: { branch: 'Branch', rep: 'Rep', company: 'Customer', status: 'Status', active: 'Active', assigned: 'Assigned' } satisfies Record<Grouping, string>,
  notGrouped: 'Not grouped',
  dropHere: 'Drag a column here to group by it',
  groupedBy: (by: Grouping) => `Grouped by ${gridWords.groupings[by]}`,
  ungroup: 'Remove the grouping',
  showMore: 'Show more',
  moreGroups: 'There are more groups, each smaller than these. Narrow the list by a filter to see them.',
  people,

  filters: 'Filters',
  fields: {
    lastName: 'Last name begins with', firstName: 'First name begins with', id: 'ID', status: 'Status', customer: 'Customer', customerId: 'Customer ID', text: 'Words in the notes',
    repId: 'Rep', branchId: 'Branch', companyId: 'Customer', without: 'Without', ssn: 'SSN, last four digits',
  } satisfies Record<TextFilter, string>,
  idOf: (kind: Kind) => ({ candidate: 'Candidate ID', employee: 'Employee ID', contact: 'Contact ID' })[kind],
  assigned: 'Assigned',
  anyone: 'All',
  without: { rep: 'No rep', company: 'No customer', status: 'No status' } as Record<string, string>,

  saved: 'Saved searches',
  savedNone: 'Nothing saved yet',
  save: 'Save this search…',
  saveTitle: 'Save this search',
  saveLine: 'Its filters and order, under a name of your own.',
  saveName: 'Name',
  share: 'Everybody may use it',
  saveDone: 'Saved.',
  remove: (name: string) => `Remove ${name}`,
  removed: 'Removed.',
  sharedBy: (owner: string) => `Shared by ${owner}`,

  selected: (count: number) => `${number(count)} selected`,
  selectMatching: (count: number) => `Select all ${number(count)} that match`,
  allMatching: (count: number) => `Everybody who matches: ${number(count)}`,
  sendText: 'Send text…',
  logMessage: 'Log message',
  addToHotlist: 'Add to hotlist',
  navigate: 'Navigate to',
  toRecord: 'Record',
  toCustomer: 'Customer',
  toConversation: 'Conversation',
  clear: 'Clear the selection',
  viewTexts: 'View Text Messages',

  logTitle: (count: number) => (count === 1 ? 'Log a message' : `Log a message with ${people(count)}`),
  logLine: 'A note on the record. Nobody is texted.',
  action: 'What happened',
  note: 'Note',
  logDone: (count: number, action: string) => (count === 1 ? `Logged: ${action}.` : `Logged with ${people(count)}: ${action}.`),
};
