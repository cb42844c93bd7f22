/** Whether three digits can be an area code: the first is 2 to 9, and no "N11" of the service numbers. */
export const isAreaCode = (typed: string) => /^[2-9]\d{2}$/.test(typed) && !typed.endsWith('11');
