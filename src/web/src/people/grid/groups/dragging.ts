/** What the head of a column carries while it is dragged. */
export const dragType = 'application/x-rosterline-group';
