/** Tells the present instant. Injected wherever something decides by time, so that a test can move it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
