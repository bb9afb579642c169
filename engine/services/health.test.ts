import { expect, it } from 'vitest';
import { composed, FASTAPI } from './compose.test-helper.ts';

it('takes a health route only where nothing stands in front of it', async () => {
  const health = async (code: string) => {
    const result = await composed({ 'requirements.txt': 'fastapi\nuvicorn\n', 'main.py': FASTAPI + code });
    return typeof result === 'string' ? result : result.health;
  };
  expect(await health('@app.get("/api/health")\ndef health():\n    return {}\n')).toBe('/api/health');
  expect(await health('@app.get("/api/Health-Check/")\ndef health():\n    return {}\n')).toBe(
    '/api/Health-Check/',
  );
  expect(await health('@app.get("/healthy")\ndef health():\n    return {}\n')).toBe('/healthy');
  expect(await health('@app.get("/api/status")\ndef status():\n    return {}\n')).toBeNull();
  expect(await health('@app.get("/ready")\ndef ready():\n    return {}\n')).toBeNull();
  expect(
    await health('@app.get("/health", dependencies=[Depends(user)])\ndef health():\n    return {}\n'),
  ).toBeNull();
  expect(await health('@app.get("/health")\ndef health(user=Depends(user)):\n    return {}\n')).toBeNull();
  expect(await health('@app.post("/health")\ndef health():\n    return {}\n')).toBeNull();
  expect(await health('@router.get("/health")\ndef health():\n    return {}\n')).toBeNull();
  expect(await health('@app.get("/users/{id}/status")\ndef status(id):\n    return {}\n')).toBeNull();
});

it('follows a health route through the router that the application includes', async () => {
  const health = async (main: string, router: string) => {
    const result = await composed({
      'requirements.txt': 'fastapi\nuvicorn\n',
      'app/__init__.py': '',
      'app/main.py': `from fastapi import FastAPI\nfrom app import health\napp = FastAPI()\n${main}\n`,
      'app/health.py': `from fastapi import APIRouter\nrouter = APIRouter(${router})\n\n@router.get("/health")\ndef health():\n    return {}\n`,
    });
    return typeof result === 'string' ? result : result.health;
  };
  expect(await health('app.include_router(health.router)', '')).toBe('/health');
  expect(await health('app.include_router(health.router, prefix="/api")', 'prefix="/v1"')).toBe(
    '/api/v1/health',
  );
  expect(await health('app.include_router(health.router, prefix=PREFIX)', '')).toBeNull();
  expect(await health('app.include_router(health.router, dependencies=[user])', '')).toBeNull();
  expect(await health('app.include_router(health.router)', 'dependencies=[user]')).toBeNull();
  expect(await health('', '')).toBeNull();
});

it('does not take the route of a blueprint for one of the application', async () => {
  const result = await composed({
    'requirements.txt': 'flask\ngunicorn\n',
    'app.py': [
      'from flask import Blueprint, Flask',
      'bp = Blueprint("x", __name__)',
      '@bp.get("/health")',
      'def health():',
      '    return ""',
      'def create_app():',
      '    app = Flask(__name__)',
      '    app.register_blueprint(bp, url_prefix="/api")',
      '    @app.get("/ping")',
      '    def ping():',
      '        return ""',
      '    return app',
      '',
    ].join('\n'),
  });
  expect(result).toMatchObject({ health: '/api/health' });
});
