export const bellWords = {
  title: 'New replies',
  none: 'No new replies',
  label: (count: number) => (count === 0 ? 'No new replies' : count === 1 ? '1 new reply' : `${count} new replies`),
};
