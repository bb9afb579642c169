import { type Bilingual, both, type Finding, type Paragraph, type Skip } from '@unblock/engine';
import type { Contract } from '@unblock/platforms';
import type { Evidence } from './evidence.ts';

export const SUMMARY: Bilingual = both(
  "The code takes the scheme or the client's address from a request, and sees those of the platform's proxy.",
  "Le code prend le schéma ou l'adresse du client dans la requête, et voit ceux du proxy de la plateforme.",
);

export const NO_PLACE: Skip = {
  skip: both(
    'there is no sure place for it in the code or the manifest',
    "ni le code ni le manifeste n'offrent de place sûre pour cela",
  ),
};

/** What makes the application believe the proxy. */
export type Cure =
  | { kind: 'django' }
  | { kind: 'flask'; hops: number }
  | { kind: 'server' }
  /** `variable`: FORWARDED_ALLOW_IPS is set by hand; `count`: the addresses of X-Forwarded-For are counted by hand. */
  | { kind: 'manual'; by: 'variable' | 'count' };

export interface Texts {
  title: Bilingual;
  message: Finding['message'];
  patch: Bilingual;
  paragraph: Paragraph;
}

const EFFECTS: Record<Evidence['what'], Bilingual> = {
  loop: both(
    'Every request looks like http and is sent to https, which looks like http again: browsers stop with "too many redirects".',
    'Chaque requête semble venir en http et est renvoyée vers https, qui semble de nouveau être du http : les navigateurs abandonnent avec « too many redirects ».',
  ),
  csrf: both(
    'Browsers send the Origin `https://…` with a form, Django expects `http://…`: every form and the login of the admin answer 403, "Origin checking failed".',
    "Les navigateurs envoient l'Origin `https://…` avec un formulaire, Django attend `http://…` : chaque formulaire et la connexion à l'admin répondent 403, « Origin checking failed ».",
  ),
  cookie: both(
    'A cookie that is to travel over https only is not sent in answer to what looks like http: no session begins, and nobody stays logged in.',
    "Un cookie réservé à https n'est pas envoyé en réponse à ce qui semble être du http : aucune session ne commence, et personne ne reste connecté.",
  ),
  oauth: both(
    'The address that users come back to begins with `http://`: the provider refuses it, "redirect_uri mismatch".',
    "L'adresse à laquelle les utilisateurs reviennent commence par `http://` : le fournisseur la refuse, « redirect_uri mismatch ».",
  ),
  template: both(
    'Pages that came over https name their scripts and styles by `http://`: browsers block them as mixed content.',
    'Des pages reçues en https nomment leurs scripts et leurs styles en `http://` : les navigateurs les bloquent comme contenu mixte.',
  ),
  url: both(
    'The addresses that the application gives out begin with `http://`: they lead to their place by one more redirect, and browsers block them inside https pages.',
    "Les adresses que l'application donne commencent par `http://` : elles mènent au but par une redirection de plus, et les navigateurs les bloquent dans des pages https.",
  ),
  limit: both(
    'All clients come from the address of the proxy and share one limit: a few of them lock out all others.',
    "Tous les clients viennent de l'adresse du proxy et partagent une seule limite : quelques-uns bloquent tous les autres.",
  ),
};

/** What depends on the proxy, and what comes of it there. */
export function dependence(
  { what, name, depends, span }: Pick<Evidence, 'what' | 'name' | 'depends' | 'span'>,
  place: Bilingual,
): { now: Bilingual; why: Bilingual } {
  const effect = EFFECTS[what];
  const seen =
    depends === 'scheme'
      ? both('the scheme of the request', 'du schéma de la requête')
      : both("the client's address", "de l'adresse du client");
  const now = both(
    `\`${name}\` in \`${span.path}\` depends on ${seen.en}, and nothing tells the application to take it from the proxy's headers.`,
    `\`${name}\` dans \`${span.path}\` dépend ${seen.fr}, et rien ne dit à l'application de s'en remettre aux en-têtes du proxy.`,
  );
  const why = both(
    `On ${place.en}, TLS ends at a proxy, and every request comes from it over http. ${effect.en}`,
    `Sur ${place.fr}, TLS se termine à un proxy, et chaque requête vient de lui en http. ${effect.fr}`,
  );
  return { now, why };
}

export function textsOf(evidence: Evidence, cure: Cure, { title }: Contract, file: string): Texts {
  const { depends } = evidence;
  const { now, why } = dependence(evidence, title);
  const remedy = remedyOf(cure, file, title);
  return {
    title:
      depends === 'scheme'
        ? both('The application takes https for http', "L'application prend https pour http")
        : both(
            "The application takes the proxy's address for the client's",
            "L'application prend l'adresse du proxy pour celle du client",
          ),
    message: { what: now, why, todo: remedy.todo },
    patch: remedy.patch,
    paragraph: { now, effect: why, change: remedy.change, guarantee: remedy.guarantee },
  };
}

interface Remedy {
  todo: Bilingual;
  patch: Bilingual;
  change: Bilingual;
  guarantee: Bilingual;
}

function remedyOf(cure: Cure, file: string, platform: Bilingual): Remedy {
  switch (cure.kind) {
    case 'django':
      return {
        todo: both(
          'Set `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")`.',
          'Définir `SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")`.',
        ),
        patch: both("Trust the proxy's X-Forwarded-Proto", 'Faire confiance au X-Forwarded-Proto du proxy'),
        change: both(
          'The patch sets `SECURE_PROXY_SSL_HEADER`, so that Django takes the scheme from `X-Forwarded-Proto`.',
          'Le patch définit `SECURE_PROXY_SSL_HEADER`, pour que Django lise le schéma dans `X-Forwarded-Proto`.',
        ),
        guarantee: both(
          '`request.is_secure()` tells how the client came. The platform sets this header itself; without it, as in development, nothing changes.',
          '`request.is_secure()` dit comment le client est venu. La plateforme définit elle-même cet en-tête ; sans lui, comme en développement, rien ne change.',
        ),
      };
    case 'flask':
      return {
        todo: both(
          `Wrap the application in \`${file}\` with \`ProxyFix(app.wsgi_app, x_for=${cure.hops}, x_proto=1)\`.`,
          `Envelopper l'application de \`${file}\` dans \`ProxyFix(app.wsgi_app, x_for=${cure.hops}, x_proto=1)\`.`,
        ),
        patch: both("Trust the proxy's headers", 'Faire confiance aux en-têtes du proxy'),
        change: both(
          `The patch wraps the application in Werkzeug's \`ProxyFix\`, which takes the scheme from \`X-Forwarded-Proto\` and the client from the ${ordinal(cure.hops).en} address of \`X-Forwarded-For\`.`,
          `Le patch enveloppe l'application dans le \`ProxyFix\` de Werkzeug, qui lit le schéma dans \`X-Forwarded-Proto\` et le client dans ${ordinal(cure.hops).fr} adresse de \`X-Forwarded-For\`.`,
        ),
        guarantee: both(
          'Only what the proxy itself appends is believed, not what a client sends in these headers. Without them, as in development, nothing changes.',
          "Seul ce que le proxy ajoute lui-même est cru, pas ce qu'un client envoie dans ces en-têtes. Sans eux, comme en développement, rien ne change.",
        ),
      };
    default:
      return serverRemedy(cure, file, platform);
  }
}

function serverRemedy(cure: Cure, file: string, platform: Bilingual): Remedy {
  const isCount = cure.kind === 'manual' && cure.by === 'count';
  return {
    todo: isCount
      ? both(
          `Write \`app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)\` in \`${file}\` (\`from werkzeug.middleware.proxy_fix import ProxyFix\`). How many addresses the proxy appends is not documented for ${platform.en}: log \`request.access_route\` there for a request of your own, and where your address is not the last one, \`x_for\` is its place from the end.`,
          `Écrire \`app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)\` dans \`${file}\` (\`from werkzeug.middleware.proxy_fix import ProxyFix\`). Combien d'adresses le proxy ajoute n'est pas documenté pour ${platform.fr} : y journaliser \`request.access_route\` pour une requête à soi, et si son adresse n'est pas la dernière, \`x_for\` est sa place depuis la fin.`,
        )
      : both(
          'Set `FORWARDED_ALLOW_IPS=*` in the environment of the service: only the proxy can reach it.',
          "Définir `FORWARDED_ALLOW_IPS=*` dans l'environnement du service : seul le proxy peut le joindre.",
        ),
    patch: both("Trust the proxy's headers", 'Faire confiance aux en-têtes du proxy'),
    change: both(
      'The patch tells the server to believe the headers of every peer, on this platform only: `FORWARDED_ALLOW_IPS` or `--forwarded-allow-ips` is `*`.',
      'Le patch dit au serveur de croire les en-têtes de tout pair, sur cette plateforme seulement : `FORWARDED_ALLOW_IPS` ou `--forwarded-allow-ips` vaut `*`.',
    ),
    guarantee: both(
      'Requests have the scheme and the address that the proxy reports. Nobody else reaches the server there; a client can still write the first address of `X-Forwarded-For` itself, so that an address alone is no proof of who asks.',
      "Les requêtes ont le schéma et l'adresse que le proxy rapporte. Personne d'autre n'y joint le serveur ; un client peut toujours écrire lui-même la première adresse de `X-Forwarded-For`, si bien qu'une adresse seule ne prouve pas qui demande.",
    ),
  };
}

function ordinal(hops: number): Bilingual {
  return hops === 1 ? both('last', 'la dernière') : both('last but one', "l'avant-dernière");
}
