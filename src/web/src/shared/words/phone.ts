/** "(901) 555-0142" for a number of the North American plan, anything else as it is: only metadata could group it. */
export function phoneWords(number: string) {
  const [, area, exchange, rest] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
  return area === undefined ? number : `(${area}) ${exchange}-${rest}`;
}
