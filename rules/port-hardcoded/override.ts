import type { Fix, Model, Service, Skip, StartCommand } from '@unblock/engine';
import { editCommand } from '@unblock/engine/edit-command';
import { type Entry, HIDDEN } from '@unblock/engine/entry';
import { commandSpan, contractsOf, webStarts } from '@unblock/engine/started';
import { withDockerfile } from './docker.ts';
import { weigh } from './weigh.ts';
import { overrideMessage, overrideParagraph, overrideTitle, PATCH, type PortEvidence } from './words.ts';

type Placed = StartCommand['commands'][number];

interface Override {
  placed: Placed;
  port: string;
  start: number;
  end: number;
}

/** `PORT=3000 node server.js`: the command replaces the platform's variable before the server reads it. */
export function findOverrides(service: Service, model: Model): Entry[] {
  const seen = new Set<string>();
  return webStarts(service).flatMap((start) =>
    overridesIn(start).flatMap((override): Entry[] => {
      const { placed, port } = override;
      const { path, kind, start: place } = placed.text.source;
      const id = `${path}:${place}:${override.start}`;
      if (seen.has(id)) return [];
      seen.add(id);
      const weight = weigh(contractsOf(model, [start]), service, port);
      if (!weight) return [];
      const evidence: PortEvidence = {
        server: `PORT=${port}`,
        port,
        given: true,
        path,
        replacement: `PORT=\${PORT:-${port}}`,
        weight,
      };
      return [
        {
          finding: {
            rule: 'port-hardcoded',
            severity: weight.severity,
            service: service.root,
            span: commandSpan(placed),
            title: overrideTitle(evidence),
            message: overrideMessage(evidence),
            fix: kind === 'package.json' ? 'review' : 'safe',
            key: 'PORT assignment',
            platforms: weight.platforms,
          },
          fix: () => {
            const fix = fixOverride(override, evidence, model);
            return 'skip' in fix ? fix : withDockerfile(fix, [start], port, model);
          },
        },
      ];
    }),
  );
}

/** Literal values of PORT in front of the server, or exported before it. */
function overridesIn({ commands, server }: StartCommand): Override[] {
  if (!server) return [];
  const last = commands.findIndex(({ command }) => command === server.command);
  return commands.slice(0, last + 1).flatMap((placed): Override[] => {
    const { command } = placed;
    const isOwn = command === server.command || command.words.length === 0;
    const exported =
      command.words[0]?.value === 'export'
        ? command.words.slice(1).map((word) => ({ ...word, name: word.value?.split('=')[0] }))
        : [];
    const given = [
      ...(isOwn ? command.assignments : []),
      ...exported.map((word) => ({ ...word, value: word.value?.slice('PORT='.length) ?? null })),
    ];
    return given.flatMap(({ name, value, start, end }) =>
      name === 'PORT' && value && /^[1-9]\d*$/.test(value) ? [{ placed, port: value, start, end }] : [],
    );
  });
}

function fixOverride({ placed, start, end }: Override, evidence: PortEvidence, model: Model): Fix | Skip {
  if (start < 0) return HIDDEN;
  const edit = editCommand(model, placed.text, [{ start, end, text: evidence.replacement }]);
  if ('skip' in edit) return edit;
  const safety = placed.text.source.kind === 'package.json' ? 'review' : 'safe';
  return { safety, title: PATCH, paragraph: overrideParagraph(evidence), edits: [edit] };
}
