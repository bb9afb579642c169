import type { Model, Service } from '@unblock/engine';
import { openSwitches } from '@unblock/engine/services/switches';

/** A switch of gated work, and where the code asks for it. */
export interface Gate {
  name: string;
  span: { path: string; start: number; end: number };
}

/** `process.env.RUN_WORKER === 'true'`, `os.environ.get("RUN_WORKER", "").lower() == "true"`: missing means off. */
const OFF_WHEN_MISSING = /^[\w.[\]"'`(), ]*\s*(===?|!==?)\s*["'`](true|1|yes|on)["'`]/;

const YES = /^(true|1|yes|on)$/i;

/** The switches of gated work that no manifest sets: what they gate does not run. */
export function openGates(service: Service, model: Model): Gate[] {
  const reads = model.factsOf(service, 'environment-read');
  return openSwitches(service, model).flatMap((name) => {
    const own = reads.filter((read) => read.name === name);
    const asked = own.filter(({ span, fallback }) => {
      const otherwise = fallback ? model.resolve(fallback) : null;
      if (otherwise && !(otherwise.kind === 'literal' && !YES.test(String(otherwise.value)))) return false;
      const text = model.read(span.path) ?? '';
      return OFF_WHEN_MISSING.test(text.slice(span.start, span.start + 120));
    });
    const [first] = asked;
    return first && asked.length === own.length ? [{ name, span: first.span }] : [];
  });
}
