import type { FastifyInstance } from 'fastify';
import type { SignIn } from '../auth/sign-in.ts';

/** Tells the console at /console.json, before anybody has a token, how people sign in; null: by a token that they have. */
export function serveSignIn(fastify: FastifyInstance, signIn: SignIn | null): void {
  fastify.get('/console.json', async () => ({ signIn }));
}
