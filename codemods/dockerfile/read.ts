import {
  type Copy,
  DockerfileParser,
  type Env,
  type From,
  type Heredoc,
  type Instruction,
  Keyword,
  type Run,
} from 'dockerfile-ast';
import { joinWords } from '../shell/index.ts';
import { decode } from './lines.ts';
import type {
  DockerCommand,
  DockerCopy,
  DockerExpose,
  DockerFile,
  DockerImage,
  DockerLayer,
  DockerStage,
  DockerStep,
  DockerVariable,
} from './model.ts';

type Range = ReturnType<Instruction['getRange']>;

/** Reads a Dockerfile. Never throws: a mistake is told in `problem`. */
export function readDockerfile(text: string): DockerFile {
  const file = DockerfileParser.parse(text);
  const escapeCharacter = file.getEscapeCharacter();
  const reader = new Reader(text, escapeCharacter);
  const stages: DockerStage[] = [];
  const contents: Instruction[][] = [];
  const unknown = file.getInstructions().find((instruction) => !KEYWORDS.has(instruction.getKeyword()));
  for (const instruction of file.getInstructions()) {
    if (instruction.getKeyword() === Keyword.FROM) {
      const from = instruction as From;
      const start = reader.offset(from.getRange()).start;
      stages.push({ name: from.getBuildStage(), base: from.getImage() ?? '', start, sources: [] });
      contents.push([]);
    } else {
      contents.at(-1)?.push(instruction);
      if (instruction.getKeyword() !== Keyword.COPY) continue;
      const { from, sources } = reader.copy(instruction as Copy);
      if (from === null) stages.at(-1)?.sources.push(...sources);
    }
  }
  const problem = unknown
    ? { line: unknown.getRange().start.line + 1, reason: `unknown instruction ${unknown.getInstruction()}` }
    : stages.length === 0
      ? { line: 1, reason: 'no FROM instruction' }
      : null;
  return { stages, escapeCharacter, image: problem ? null : reader.image(chain(stages), contents), problem };
}

/** The stages of a Dockerfile, each with its instructions in their order. Empty where it has a mistake. */
export function readLayers(text: string): DockerLayer[] {
  const file = DockerfileParser.parse(text);
  const reader = new Reader(text, file.getEscapeCharacter());
  const layers: DockerLayer[] = [];
  for (const instruction of file.getInstructions()) {
    if (!KEYWORDS.has(instruction.getKeyword())) return [];
    if (instruction.getKeyword() === Keyword.FROM) {
      const from = instruction as From;
      layers.push({ name: from.getBuildStage(), base: from.getImage() ?? '', steps: [] });
    } else {
      const step = reader.step(instruction);
      if (step) layers.at(-1)?.steps.push(step);
    }
  }
  return layers;
}

const KEYWORDS: ReadonlySet<string> = new Set(Object.values(Keyword));

/** Indices of the last stage and of the stages it is built on, the first one first. */
function chain(stages: readonly DockerStage[]): number[] {
  const result: number[] = [];
  for (let index = stages.length - 1; index >= 0; ) {
    result.unshift(index);
    const base = stages[index]?.base.toLowerCase();
    index = stages.slice(0, index).findLastIndex((stage) => stage.name?.toLowerCase() === base);
  }
  return result;
}

class Reader {
  private readonly text: string;
  private readonly escapeCharacter: string;
  private readonly lines: number[] = [0];

  constructor(text: string, escapeCharacter: string) {
    this.text = text;
    this.escapeCharacter = escapeCharacter;
    for (const found of text.matchAll(/\r\n|\n|\r/g)) this.lines.push(found.index + found[0].length);
  }

  offset(range: Range): { start: number; end: number } {
    const place = ({ line, character }: Range['start']) => (this.lines[line] ?? this.text.length) + character;
    return { start: place(range.start), end: place(range.end) };
  }

  image(stages: readonly number[], contents: readonly Instruction[][]): DockerImage {
    const image: DockerImage = {
      cmd: null,
      entrypoint: null,
      healthcheck: null,
      exposes: [],
      env: [],
      workdir: null,
      runs: [],
      copies: [],
    };
    for (const stage of stages) {
      const instructions = contents[stage] ?? [];
      // An ENTRYPOINT empties the CMD that comes from the base image.
      if (instructions.some((instruction) => instruction.getKeyword() === Keyword.ENTRYPOINT))
        image.cmd = null;
      for (const instruction of instructions) this.add(image, instruction);
    }
    return image;
  }

  step(instruction: Instruction): DockerStep | null {
    const range = instruction.getArgumentsRange();
    if (!range) return null;
    const { start, end } = this.offset(range);
    switch (instruction.getKeyword()) {
      case Keyword.RUN:
        return { kind: 'run', ...this.run(instruction as Run, start, end) };
      case Keyword.COPY:
        return { kind: 'copy', ...this.copy(instruction as Copy) };
      case Keyword.ENV:
        return { kind: 'env', variables: this.variables(instruction as Env) };
      case Keyword.WORKDIR:
        return {
          kind: 'workdir',
          folder: decode(this.text.slice(start, end), this.escapeCharacter).trim(),
        };
      default:
        return null;
    }
  }

  private add(image: DockerImage, instruction: Instruction): void {
    const range = instruction.getArgumentsRange();
    if (!range) return;
    const { start, end } = this.offset(range);
    switch (instruction.getKeyword()) {
      case Keyword.CMD:
        image.cmd = this.command(start, end);
        break;
      case Keyword.ENTRYPOINT:
        image.entrypoint = this.command(start, end);
        break;
      case Keyword.HEALTHCHECK:
        image.healthcheck = this.healthcheck(start, end);
        break;
      case Keyword.RUN:
        image.runs.push(this.run(instruction as Run, start, end));
        break;
      case Keyword.COPY:
        image.copies.push(this.copy(instruction as Copy));
        break;
      case Keyword.EXPOSE:
        image.exposes.push(...this.exposes(instruction));
        break;
      case Keyword.ENV:
        image.env.push(...this.variables(instruction as Env));
        break;
      case Keyword.WORKDIR:
        image.workdir = joinPath(
          image.workdir,
          decode(this.text.slice(start, end), this.escapeCharacter).trim(),
        );
        break;
    }
  }

  private command(start: number, end: number): DockerCommand {
    const text = decode(this.text.slice(start, end), this.escapeCharacter).trim();
    const args = stringArray(text);
    if (args) return { form: 'exec', text: joinWords(args), args, start, end };
    return { form: 'shell', text, args: null, start, end };
  }

  private healthcheck(start: number, end: number): DockerCommand | null {
    const raw = this.text.slice(start, end);
    const keyword = /^CMD(?:[ \t]|[\\`][ \t]*\r?\n)+/i.exec(raw);
    return keyword ? this.command(start + keyword[0].length, end) : null;
  }

  private run(instruction: Run, start: number, end: number): DockerCommand {
    const [heredoc]: Heredoc[] = this.text.startsWith('<<', start) ? instruction.getHeredocs() : [];
    const content = heredoc?.getContentRange();
    if (!content) return this.command(start, end);
    const place = this.offset(content);
    return { form: 'shell', text: this.text.slice(place.start, place.end), args: null, ...place };
  }

  copy(instruction: Copy): DockerCopy {
    const place = this.offset(instruction.getRange());
    const range = instruction.getArgumentsRange();
    const { start, end } = range ? this.offset(range) : place;
    const array = stringArray(decode(this.text.slice(start, end), this.escapeCharacter).trim());
    const words = array ?? instruction.getArguments().map((argument) => argument.getValue());
    const from = instruction.getFromFlag()?.getValue() ?? null;
    return { sources: words.slice(0, -1), destination: words.at(-1) ?? '', from, ...place };
  }

  private exposes(instruction: Instruction): DockerExpose[] {
    return instruction.getArguments().map((argument) => {
      const digits = /^(\d+)(?:\/(?:tcp|udp))?$/i.exec(argument.getValue())?.[1];
      return { port: digits === undefined ? null : Number(digits), ...this.offset(argument.getRange()) };
    });
  }

  private variables(instruction: Env): DockerVariable[] {
    return instruction.getProperties().flatMap((property) => {
      const range = property.getValueRange();
      return range
        ? [{ name: property.getName(), value: property.getValue() ?? '', ...this.offset(range) }]
        : [];
    });
  }
}

/** The strings of a JSON array; null for anything else, which Docker takes as the shell form. */
function stringArray(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null;
  } catch {
    return null;
  }
}

function joinPath(folder: string | null, path: string): string {
  if (path.startsWith('/') || folder === null) return path;
  return `${folder.replace(/\/$/, '')}/${path.replace(/^\.\//, '')}`;
}
