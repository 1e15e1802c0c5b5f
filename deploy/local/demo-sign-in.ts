/** How to sign in to the demo. It is no secret: the demo listens on this machine only. */
export const demoSignIn = { email: 'asha@roomnight.example', password: 'sixteen-rooms' } as const;
