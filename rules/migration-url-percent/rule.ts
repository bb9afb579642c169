import { replaceExpression } from '@unblock/codemods/python/index';
import { parsePython } from '@unblock/codemods/python/parse';
import {
  defineRule,
  type Fix,
  type Model,
  type Rule,
  type Service,
  type Severity,
  type Skip,
} from '@unblock/engine';
import { byEntries, type Entry, unreadable } from '@unblock/engine/entry';
import { findUnescaped, isGiven, type Unescaped } from './find.ts';
import { message, PATCH, paragraph, SUMMARY, title } from './words.ts';

/** A database URL that Alembic's configuration takes for a text with interpolations. */
export const rule: Rule = defineRule({
  id: 'migration-url-percent',
  severity: 'important',
  summary: SUMMARY,
  stage: 'code',
  platforms: () => true,
  ...byEntries(find),
});

function find(service: Service, model: Model): Entry[] {
  return findUnescaped(service, model).map((unescaped): Entry => {
    const { span, method, option, contracts } = unescaped;
    return {
      finding: {
        rule: 'migration-url-percent',
        severity: severityOf(unescaped),
        service: service.root,
        span,
        title: title(unescaped),
        message: message(unescaped),
        fix: 'safe',
        key: `${method} ${option}`,
        platforms: contracts.map(({ id }) => id),
      },
      fix: () => fixValue(unescaped, model),
    };
  });
}

/** A URL without its password never works; one with a `%` is a person's choice, which ends a deploy only where that runs Alembic. */
function severityOf(unescaped: Unescaped): Severity {
  const { hidesPassword, isDeployed, isComposed, isWrittenOut } = unescaped;
  if (hidesPassword) return isDeployed ? 'critical' : 'important';
  if (isWrittenOut && !isComposed) return 'advice';
  return isDeployed && (isComposed || !isGiven(unescaped)) ? 'important' : 'advice';
}

function fixValue(unescaped: Unescaped, model: Model): Fix | Skip {
  const { span, written, object } = unescaped;
  const text = model.read(span.path);
  if (text === null) return unreadable(span.path);
  const url = object === null ? tight(written) : `${tight(object)}.render_as_string(hide_password=False)`;
  return {
    safety: 'safe',
    title: PATCH,
    paragraph: paragraph(unescaped),
    edits: [{ path: span.path, edits: replaceExpression(text, span, `${url}.replace("%", "%%")`) }],
  };
}

/** In parentheses where a method call would bind to a part of the expression only. */
function tight(expression: string): string {
  const kind = String(parsePython(expression).namedChildren()[0]?.namedChildren()[0]?.kind() ?? '');
  return /^(call|identifier|attribute|subscript|string|parenthesized_expression)$/.test(kind)
    ? expression
    : `(${expression})`;
}
