import type { Expression, Span } from './facts.ts';

/** A key that signs sessions or tokens, where the code hands it over: `jwt.sign(payload, key)`, `app.secret_key = key`. */
export interface SigningKey {
  kind: 'signing-key';
  span: Span;
  /** What it signs: JSON web tokens, or sessions in cookies. */
  signs: 'tokens' | 'sessions';
  value: Expression;
}
