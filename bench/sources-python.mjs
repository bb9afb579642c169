import { capital, fill } from './random.mjs';

/** A module without anything of deploying. Every thirtieth starts a program, or speaks of the environment. */
export function pythonPlain(choose, index) {
  const noun = choose.noun();
  let head = `"""${capital(noun)}: ${choose.verb()} and ${choose.verb()}."""\n\nfrom __future__ import annotations\n\nfrom dataclasses import dataclass, field\nfrom datetime import datetime, timedelta\nfrom decimal import Decimal\nfrom typing import Any, Iterable\n\n`;
  if (index % 30 === 0) {
    head += `import subprocess\n\n\ndef convert(path: str) -> bytes:\n    """Convert a file; works in every environment."""\n    return subprocess.run(["convert", path, "-"], check=True, capture_output=True).stdout\n\n\n`;
  }
  return fill(head, choose.size(), () => choose.of([dataclass, helper, service])(choose));
}

/** A module with routes, or one that reads the environment. */
export function pythonFact(choose, index) {
  if (index % 7 < 4) {
    const noun = choose.noun();
    const head = `from fastapi import APIRouter, Depends, HTTPException\n\nrouter = APIRouter(prefix="/${noun}s", tags=["${noun}s"])\n\n\n`;
    return fill(head, choose.size(), () => endpoint(choose, noun));
  }
  const name = choose.noun().toUpperCase();
  const head = `import os\n\n${name}_URL = os.getenv("${name}_URL", "https://${choose.noun()}.example.org")\n${name}_TIMEOUT = int(os.environ.get("${name}_TIMEOUT", "30"))\n\n\n`;
  return fill(head, choose.size(), () => helper(choose));
}

/** The module that starts the server. */
export function pythonServer(choose, host) {
  const head =
    'import uvicorn\nfrom fastapi import FastAPI\n\nfrom app.config import settings\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict[str, str]:\n    return {"status": "ok"}\n\n\n';
  const body = fill(head, 1500, () => helper(choose));
  return `${body}if __name__ == "__main__":\n    uvicorn.run(app, host="${host}", port=settings.port)\n`;
}

/** The settings class of a service. */
export function pythonSettings(choose) {
  const fields = Array.from(
    { length: 12 },
    (_, index) => `    ${choose.noun()}_${index}: str = "${choose.noun()}"\n`,
  );
  return `from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    port: int = 8000\n    database_url: str\n${fields.join('')}\n\nsettings = Settings()\n`;
}

function dataclass(choose) {
  const fields = Array.from({ length: 3 + choose.below(6) }, (_, index) => {
    const type = choose.of(['str', 'int', 'Decimal', 'datetime | None', 'list[str]', 'dict[str, Any]']);
    return `    ${choose.noun()}_${index}: ${type}${type.startsWith('list') ? ' = field(default_factory=list)' : ''}\n`;
  });
  return `@dataclass(kw_only=True)\nclass ${capital(choose.noun())}${capital(choose.noun())}:\n    """One ${choose.noun()} of a ${choose.noun()}."""\n\n${fields.join('')}\n\n`;
}

function helper(choose) {
  const [verb, noun, other, limit] = [choose.verb(), choose.noun(), choose.noun(), choose.below(90) + 2];
  return `def ${verb}_${noun}s(${noun}s: Iterable[dict[str, Any]], limit: int = ${limit}) -> list[dict[str, Any]]:
    """${capital(verb)} the ${noun}s that have a ${other}, at most \`limit\` of them."""
    found = []
    for position, ${noun} in enumerate(${noun}s):
        # A ${noun} without a ${other} is not counted.
        if ${noun}.get("${other}") is None or position > limit * 2:
            continue
        total = sum(line["amount"] * line.get("rate", 1) for line in ${noun}["lines"])
        found.append({**${noun}, "total": round(total, 2), "key": f"${other}-{position:04d}"})
        if len(found) >= limit:
            break
    return sorted(found, key=lambda one: (one["total"], one["key"]), reverse=True)


`;
}

function service(choose) {
  const [noun, other] = [choose.noun(), choose.noun()];
  return `class ${capital(noun)}Service:
    def __init__(self, session: Any, ${other}s: dict[str, Any] | None = None) -> None:
        self.session = session
        self.${other}s = ${other}s or {}

    async def ${choose.verb()}(self, ${noun}_id: int, *, since: datetime | None = None) -> dict[str, Any]:
        since = since or datetime.now() - timedelta(days=${choose.below(30) + 1})
        rows = await self.session.fetch_all("select * from ${noun}s where id = :id", {"id": ${noun}_id})
        if not rows:
            raise LookupError(f"no ${noun} {${noun}_id}")
        try:
            ${other} = self.${other}s[rows[0]["${other}"]]
        except KeyError as error:
            raise ValueError("unknown ${other}") from error
        return {"${noun}": dict(rows[0]), "${other}": ${other}, "since": since.isoformat()}


`;
}

function endpoint(choose, noun) {
  const verb = choose.verb();
  const other = choose.noun();
  return `@router.${choose.of(['get', 'post', 'put'])}("/{${noun}_id}/${verb}-${other}")
async def ${verb}_${other}(${noun}_id: int, session=Depends(), limit: int = ${choose.below(90) + 10}):
    """${capital(verb)} the ${other} of a ${noun}."""
    row = await session.get("${noun}", ${noun}_id)
    if row is None:
        raise HTTPException(status_code=404, detail="no such ${noun}")
    return {"id": ${noun}_id, "${other}": [one for one in row.${other}s if one.is_open][:limit]}


`;
}
