/** Ids of the hub: `cus_01…`, `run_01…`. */
const form = /^[a-z]{2,5}_[0-9a-z]{20,}$/;

/** Whether a text is an id that the hub has given to a record. */
export const isId = (text: string): boolean => form.test(text);
