const NOUNS =
  'account address amount article basket branch budget campaign category channel charge client contract country coupon course credit customer delivery department device document employee event expense feature folder guest holiday image invoice item journal label ledger lesson license location message meter notice offer order parcel partner patient payment period permit plan price product profile project quote rating receipt record refund region report request review room route salary sample schedule season segment shipment site stock store student subject supplier survey task tax team ticket token topic transfer unit user vehicle vendor version visit wallet week zone'.split(
    ' ',
  );
const VERBS =
  'add apply archive assign build check close collect compare compute convert count create derive describe estimate expand filter find format group index join limit list load map mark match merge move normalize order pick plan prepare rank reduce refresh remove render replace reset resolve restore select send sort split sum track trim update validate verify'.split(
    ' ',
  );

/** Choices that come out the same for the same seed. */
export function chooser(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit) => Math.floor(next() * limit);
  const of = (list) => list[below(list.length)];
  return {
    below,
    of,
    noun: () => of(NOUNS),
    verb: () => of(VERBS),
    /** Size of a file in characters: 1 to 8 KB, small ones more often. */
    size: () => Math.round(1000 * 8 ** next()),
  };
}

/** Text with a capital letter. */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Adds parts until a text has a size. */
export function fill(head, size, part) {
  let text = head;
  while (text.length < size - 250) text += part();
  return text;
}
