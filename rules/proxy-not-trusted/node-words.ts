import { type Bilingual, both } from '@unblock/engine';
import type { Behind } from './behind.ts';
import type { Evidence } from './evidence.ts';
import type { Application } from './node-application.ts';
import { dependence, type Texts } from './words.ts';

export interface NodeTexts extends Texts {
  /** What is left for a person after the patch. */
  steps: Bilingual[];
}

/** How each framework is told, for the texts. */
const SETTINGS: Record<Application['kind'], string> = {
  express: "`app.set('trust proxy', hops)`",
  nest: "`app.set('trust proxy', hops)`",
  fastify: '`trustProxy`',
  koa: '`app.proxy` and `app.maxIpsCount`',
};

export function nodeTexts(
  evidence: Evidence,
  application: Application | null,
  behind: readonly (Behind & { isWritten: boolean })[],
): NodeTexts {
  const { depends } = evidence;
  const [first] = behind;
  const place = first?.contract.title ?? both('', '');
  const { now, why } = dependence(evidence, place);
  const setting = SETTINGS[application?.kind ?? 'express'];
  const settingFr = setting.replace(' and ', ' et ');
  const written = behind.filter(({ isWritten }) => isWritten).map(({ deployable }) => deployable?.path);
  const [manifest] = written;
  return {
    title:
      depends === 'scheme'
        ? both('The application takes https for http', "L'application prend https pour http")
        : both(
            "The application takes the proxy's address for the client's",
            "L'application prend l'adresse du proxy pour celle du client",
          ),
    message: {
      what: now,
      why,
      todo: application
        ? both(
            `Trust as many proxies as a variable says, \`TRUST_PROXY\`, by ${setting}, and set it to the number of proxies.`,
            `Faire confiance à autant de proxys que le dit une variable, \`TRUST_PROXY\`, par ${settingFr}, et lui donner le nombre de proxys.`,
          )
        : both(
            "Trust one proxy where the application is made: `app.set('trust proxy', 1)` in Express and Nest, `app.proxy = true` in Koa, a `trustProxy` function in Fastify. Only where a proxy is the one way in: never for a service that the internet reaches directly.",
            "Faire confiance à un proxy là où l'application est créée : `app.set('trust proxy', 1)` dans Express et Nest, `app.proxy = true` dans Koa, une fonction `trustProxy` dans Fastify. Seulement où un proxy est la seule entrée : jamais pour un service qu'internet joint directement.",
          ),
    },
    patch: both(
      'Trust as many proxies as TRUST_PROXY says',
      'Faire confiance à autant de proxys que le dit TRUST_PROXY',
    ),
    paragraph: {
      now,
      effect: why,
      change: both(
        `The patch sets ${setting} to the number in \`TRUST_PROXY\`${manifest === undefined ? '' : `, and gives that variable in \`${manifest}\``}.`,
        `Le patch règle ${settingFr} sur le nombre donné par \`TRUST_PROXY\`${manifest === undefined ? '' : `, et donne cette variable dans \`${manifest}\``}.`,
      ),
      guarantee: both(
        'Only what that many proxies appended is believed, not what a client writes into these headers itself. Without the variable, as in development or on a host that the internet reaches directly, nothing is believed, and nothing changes.',
        "Seul ce que ces proxys ont ajouté est cru, pas ce qu'un client écrit lui-même dans ces en-têtes. Sans la variable, comme en développement ou sur une machine qu'internet joint directement, rien n'est cru et rien ne change.",
      ),
    },
    steps: behind.flatMap((one) => stepsFor(one, depends)),
  };
}

function stepsFor(
  { contract, isWritten }: Behind & { isWritten: boolean },
  depends: Evidence['depends'],
): Bilingual[] {
  const { title, proxy } = contract;
  const hops = String(proxy.value.addresses ?? 1);
  const set = both(
    `Set \`TRUST_PROXY=${hops}\` in the environment of the service on ${title.en}: until then, the patch changes nothing.`,
    `Définir \`TRUST_PROXY=${hops}\` dans l'environnement du service sur ${title.fr} : jusque-là, le patch ne change rien.`,
  );
  const count = both(
    `How many addresses the proxies of ${title.en} append is not documented: log \`req.ip\` there for a request of your own, and raise \`TRUST_PROXY\` until it is your address.`,
    `Combien d'adresses les proxys de ${title.fr} ajoutent n'est pas documenté : y journaliser \`req.ip\` pour une requête à soi, et augmenter \`TRUST_PROXY\` jusqu'à lire sa propre adresse.`,
  );
  const isCounted = depends === 'scheme' || proxy.value.addresses !== null;
  return [...(isWritten ? [] : [set]), ...(isCounted ? [] : [count])];
}
