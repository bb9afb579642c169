import type { Bilingual, Language } from '@unblock/engine/outcome';

/** The fixed words of the reports. French uses no-break spaces before double punctuation, and straight apostrophes. */
export const words = {
  // Severities, states and small words.
  critical: { en: 'critical', fr: 'critique' },
  important: { en: 'important', fr: 'important' },
  advice: { en: 'advice', fr: 'conseil' },
  safe: {
    en: 'safe (behaviour in development unchanged)',
    fr: 'sûr (comportement en développement inchangé)',
  },
  review: { en: 'review (a person must look)', fr: 'à relire (une personne doit regarder)' },
  planned: { en: 'planned, not applied', fr: 'prévu, non appliqué' },
  plannedRechecked: {
    en: 'planned, not applied; the patched text was rechecked',
    fr: 'prévu, non appliqué\u00a0; le texte modifié a été recontrôlé',
  },
  applied: { en: 'applied, recheck not passed', fr: 'appliqué, nouveau contrôle non réussi' },
  rechecked: {
    en: 'applied and rechecked: the problem is gone, every touched file parses',
    fr: 'appliqué et recontrôlé\u00a0: le problème a disparu, chaque fichier touché reste analysable',
  },
  criticalMany: { en: 'critical', fr: 'critiques' },
  importantMany: { en: 'important', fr: 'importants' },
  adviceMany: { en: 'advice', fr: 'conseils' },
  setFirst: { en: 'Set first', fr: "À définir d'abord" },
  rolledBack: { en: 'patch not applied or rolled back', fr: 'patch non appliqué ou annulé' },
  yes: { en: 'yes', fr: 'oui' },
  no: { en: 'no', fr: 'non' },
  none: { en: 'Nothing to fix.', fr: 'Rien à corriger.' },
  colon: { en: ':', fr: '\u00a0:' },
  semicolon: { en: ';', fr: '\u00a0;' },

  // Markdown report.
  title: {
    en: 'FI9_NAYEK PATCHES — DEPLOYMENT PREPARATION',
    fr: 'PATCHES FI9_NAYEK — PRÉPARATION AU DÉPLOIEMENT',
  },
  date: { en: 'Date', fr: 'Date' },
  noDate: { en: 'not given', fr: 'non indiquée' },
  protocol: { en: 'Protocol', fr: 'Protocole' },
  protocolIs: {
    en: 'FI9_NAYEK is the form of this report: every patch has a paragraph that says what stands there, what it does on the platform, what the patch changes and what it guarantees.',
    fr: "FI9_NAYEK est la forme de ce rapport\u00a0: chaque patch a un paragraphe qui dit ce qui est écrit, ce que cela fait sur la plateforme, ce que le patch change et ce qu'il garantit.",
  },
  target: { en: 'Target platforms', fr: 'Plateformes cibles' },
  repository: { en: 'Repository', fr: 'Dépôt' },
  problems: { en: 'PROBLEMS IDENTIFIED', fr: 'PROBLÈMES IDENTIFIÉS' },
  noProblems: { en: 'No problem was found.', fr: "Aucun problème n'a été trouvé." },
  criticals: { en: 'CRITICAL', fr: 'CRITIQUES' },
  importants: { en: 'IMPORTANT', fr: 'IMPORTANTS' },
  advices: { en: 'ADVICE', fr: 'CONSEILS' },
  patchList: { en: 'LIST OF PATCHES', fr: 'LISTE DES PATCHS' },
  noPatches: { en: 'No patch.', fr: 'Aucun patch.' },
  patch: { en: 'PATCH', fr: 'PATCH' },
  file: { en: 'File', fr: 'Fichier' },
  files: { en: 'Files', fr: 'Fichiers' },
  added: { en: 'new', fr: 'nouveau' },
  action: { en: 'Action', fr: 'Action' },
  safety: { en: 'Safety', fr: 'Sûreté' },
  state: { en: 'State', fr: 'État' },
  paragraph: { en: 'FI9_NAYEK paragraph', fr: 'Paragraphe FI9_NAYEK' },
  patchCode: { en: 'CODE OF THE PATCHES', fr: 'CODE DES PATCHS' },
  verification: { en: 'VERIFICATION', fr: 'VÉRIFICATION' },
  checklist: { en: 'Checklist', fr: 'Liste de contrôle' },
  ticks: {
    en: 'A box is ticked only where a recheck has confirmed it.',
    fr: "Une case n'est cochée que si un nouveau contrôle l'a confirmé.",
  },
  started: {
    en: 'The service starts under the conditions of the platform (not checked)',
    fr: 'Le service démarre dans les conditions de la plateforme (non contrôlé)',
  },
  localTests: {
    en: 'Local tests, once the patches are applied',
    fr: 'Tests locaux, une fois les patchs appliqués',
  },
  variables: { en: 'ENVIRONMENT VARIABLES', fr: "VARIABLES D'ENVIRONNEMENT" },
  noVariables: {
    en: 'No environment variable was found.',
    fr: "Aucune variable d'environnement n'a été trouvée.",
  },
  service: { en: 'Service', fr: 'Service' },
  variable: { en: 'Variable', fr: 'Variable' },
  required: { en: 'Required', fr: 'Obligatoire' },
  secret: { en: 'Secret', fr: 'Secrète' },
  firstRead: { en: 'First read', fr: 'Première lecture' },
  comesFrom: { en: 'Value', fr: 'Valeur' },
  fromManifest: { en: 'declared in a manifest', fr: 'déclarée dans un manifeste' },
  fromPatch: { en: 'declared by patch', fr: 'déclarée par le patch' },
  noDefault: { en: 'no, but the code has no default', fr: "non, mais le code n'a pas de valeur par défaut" },
  fromNowhere: { en: 'may be set; off without it', fr: 'peut être définie\u00a0; désactivé sans elle' },
  fromDashboard: { en: 'to be set on the platform', fr: 'à définir sur la plateforme' },
  fromFallback: {
    en: 'fallback in the code, may be set',
    fr: 'valeur par défaut du code, peut être définie',
  },
  left: { en: 'LEFT TO DO ON THE PLATFORM', fr: 'RESTE À FAIRE SUR LA PLATEFORME' },
  nothingLeft: { en: 'Nothing is known to be left to do.', fr: 'Rien de connu ne reste à faire.' },
  stepsElsewhere: {
    en: 'This report has no patch, and so no step beside one. Steps of patches that were applied earlier stand in the report of their own run: `unblock fix --report FILE`.',
    fr: "Ce rapport n'a aucun patch, donc aucune étape à côté d'un patch. Les étapes de patchs appliqués plus tôt sont dans le rapport de leur propre passage\u00a0: `unblock fix --report FICHIER`.",
  },
  notFixed: { en: 'NOT FIXED, AND WHY', fr: 'NON CORRIGÉ, ET POURQUOI' },
  everythingFixed: {
    en: 'Every problem has a patch.',
    fr: 'Chaque problème a un patch.',
  },
  byHand: { en: 'by hand', fr: 'à la main' },
  byHandTitle: { en: 'By hand', fr: 'À la main' },
  unread: { en: 'FILES THAT COULD NOT BE READ', fr: 'FICHIERS ILLISIBLES' },
  summary: { en: 'FI9_NAYEK SUMMARY', fr: 'RÉSUMÉ FI9_NAYEK' },
  before: { en: 'State before', fr: 'État avant' },
  after: { en: 'State after', fr: 'État après' },
  notReady: { en: 'NOT READY', fr: 'NON PRÊT' },
  ready: { en: 'READY', fr: 'PRÊT' },
  noCritical: { en: 'no critical problem found', fr: 'aucun problème critique trouvé' },
  unchanged: { en: 'nothing was patched', fr: "rien n'a été modifié" },
  onlyPlanned: {
    en: 'the patches are planned, none is applied',
    fr: "les patchs sont prévus, aucun n'est appliqué",
  },
  notRechecked: {
    en: 'a patch has not passed its recheck',
    fr: "un patch n'a pas réussi son nouveau contrôle",
  },
  rulesLeftOut: {
    en: 'only some of the rules ran',
    fr: 'seules certaines règles ont été appliquées',
  },
  partsUnread: {
    en: 'a file of a service could not be read',
    fr: "un fichier de service n'a pas pu être lu",
  },
  readyOnce: { en: 'READY ONCE THE REST IS DONE', fr: 'PRÊT UNE FOIS LE RESTE FAIT' },
  restToDo: { en: 'left to do', fr: 'reste à faire' },
  step: { en: 'step by hand', fr: 'étape à la main' },
  steps: { en: 'steps by hand', fr: 'étapes à la main' },
  variableToSet: { en: 'required variable to set', fr: 'variable obligatoire à définir' },
  variablesToSet: { en: 'required variables to set', fr: 'variables obligatoires à définir' },
  setRequired: {
    en: 'set what the code requires and no manifest declares, if it is not set yet',
    fr: "définir, si ce n'est déjà fait, ce que le code exige et qu'aucun manifeste ne déclare",
  },
  variablesLeft: {
    en: 'Required variables that no manifest declares',
    fr: "Variables obligatoires qu'aucun manifeste ne déclare",
  },
  patchedOnly: { en: 'ONLY WITH THE PATCHES', fr: 'SEULEMENT AVEC LES PATCHS' },
  patchedOnlyShort: { en: 'only with the patches', fr: 'seulement avec les patchs' },
  patchedOnlyWhy: {
    en: 'The repository as it stands does not have these: a patch brings the file or the platform that they are about. A scan shows them only once it is applied.',
    fr: "Le dépôt tel qu'il est ne les a pas\u00a0: un patch apporte le fichier ou la plateforme dont il s'agit. Une analyse ne les montre qu'une fois ce patch appliqué.",
  },
  readyWhy: {
    en: 'every patch applied and rechecked, no critical problem remains',
    fr: 'chaque patch appliqué et recontrôlé, aucun problème critique ne reste',
  },
  criticalsRemain: { en: 'critical problems that remain', fr: 'problèmes critiques restants' },
  end: { en: 'End of the FI9_NAYEK patch report', fr: 'Fin du rapport de patchs FI9_NAYEK' },

  // Local commands.
  tryStart: {
    en: 'Start the service as the platform would, then ask it from another terminal',
    fr: "Démarrer le service comme le ferait la plateforme, puis l'interroger depuis un autre terminal",
  },
  tryCompile: { en: 'Compile the patched Python files', fr: 'Compiler les fichiers Python modifiés' },
  tryMigrations: {
    en: 'Print the SQL of the migrations without touching a database',
    fr: 'Afficher le SQL des migrations sans toucher à une base de données',
  },
  tryRequirements: {
    en: 'Check that the requirements can be installed',
    fr: "Vérifier que les dépendances s'installent",
  },
  tryImage: { en: 'Build the image', fr: "Construire l'image" },
  tryScan: { en: 'Scan again', fr: 'Analyser à nouveau' },

  // Terminal views.
  why: { en: 'Why', fr: 'Pourquoi' },
  todo: { en: 'Fix', fr: 'Correction' },
  nothingFound: { en: 'No deploy blocker found.', fr: 'Aucun blocage de déploiement trouvé.' },
  nothingInRest: {
    en: 'No deploy blocker found in what could be read.',
    fr: 'Aucun blocage de déploiement trouvé dans ce qui a pu être lu.',
  },
  unknownPart: {
    en: 'file of a service could not be read: nothing is known about it.',
    fr: "fichier de service n'a pas pu être lu\u00a0: rien n'est connu à son sujet.",
  },
  unknownParts: {
    en: 'files of services could not be read: nothing is known about them.',
    fr: "fichiers de services n'ont pas pu être lus\u00a0: rien n'est connu à leur sujet.",
  },
  nothingJudged: {
    en: 'No code of a Python or Node server was found to judge in',
    fr: "Aucun code d'un serveur Python ou Node à juger n'a été trouvé dans",
  },
  noServices: { en: 'No service found in', fr: 'Aucun service trouvé dans' },
  filesSeen: { en: 'files', fr: 'fichiers' },
  parsed: { en: 'parsed', fr: 'analysés' },
  services: { en: 'services', fr: 'services' },
  found: { en: 'Found', fr: 'Trouvé' },
  remaining: { en: 'Remaining', fr: 'Restant' },
  unreadShort: { en: 'Could not be read', fr: 'Illisible' },
  more: { en: 'more', fr: 'de plus' },
  next: { en: 'Next', fr: 'Ensuite' },
  nextFix: { en: 'shows the patches', fr: 'montre les patchs' },
  nextExplain: { en: 'explains a finding', fr: 'explique un problème' },
  nextReport: { en: 'writes the report', fr: 'écrit le rapport' },
  fixAutomatic: { en: 'unblock fix', fr: 'unblock fix' },
  skippedShort: { en: 'Not fixed', fr: 'Non corrigé' },
  leftShort: { en: 'Left to do on the platform', fr: 'Reste à faire sur la plateforme' },
  patches: { en: 'Patches', fr: 'Patchs' },
} satisfies Record<string, Bilingual>;

export type Word = keyof typeof words;

/** The words in one language. */
export function wordsIn(language: Language): (word: Word) => string {
  return (word) => words[word][language];
}
