import { Project, type SourceFile } from 'ts-morph';

/** Parses one file by itself: no tsconfig, no libraries, nothing read from the disk. */
export function parse(path: string, text: string): SourceFile {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true },
  });
  const extension = path.slice(path.lastIndexOf('.'));
  return project.createSourceFile(`/file${extension}`, text);
}

/** Offset of the first syntax error, null where the text parses. Types are not checked. */
export function firstSyntaxError(file: SourceFile): number | null {
  const [first] = file.getProject().getProgram().getSyntacticDiagnostics(file);
  return first ? (first.getStart() ?? 0) : null;
}
