/** A request to `/__sim` that cannot be carried out; answered 400 with the message. */
export class BadControl extends Error {}
