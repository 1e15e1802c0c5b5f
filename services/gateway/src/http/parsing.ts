/**
 * How long a question may be. Checking one takes the square of its length, and comes before who asks is known: without
 * a bound anybody could keep the gateway busy.
 */
export const PARSING = { maxTokens: 5_000 };
