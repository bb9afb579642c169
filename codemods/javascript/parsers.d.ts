declare module 'jscodeshift/parser/babylon.js' {
  export default function parser(options?: object): { parse(text: string): import('jscodeshift').ASTNode };
}

declare module 'jscodeshift/parser/tsx.js' {
  export default function parser(): { parse(text: string): import('jscodeshift').ASTNode };
}
