import { cloudRun } from './cloud-run/contract.ts';
import { type Contract, PLATFORM_IDS, type PlatformId } from './contract.ts';
import { docker } from './docker/contract.ts';
import { fly } from './fly/contract.ts';
import { generic } from './generic/contract.ts';
import { heroku } from './heroku/contract.ts';
import { railway } from './railway/contract.ts';
import { render } from './render/contract.ts';
import { vercel } from './vercel/contract.ts';
import { vps } from './vps/contract.ts';

const BY_ID: Readonly<Record<PlatformId, Contract>> = {
  generic,
  render,
  railway,
  fly,
  heroku,
  vercel,
  'cloud-run': cloudRun,
  docker,
  vps,
};

/** All contracts, in the order of `PLATFORM_IDS`. */
export const contracts: readonly Contract[] = PLATFORM_IDS.map((id) => BY_ID[id]);

/** The contract of a platform. */
export function platform(id: PlatformId): Contract {
  return BY_ID[id];
}
