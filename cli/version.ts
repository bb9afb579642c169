declare const UNBLOCK_VERSION: string | undefined;

/** Version of the tool. The build puts it in, so that nothing is read at start. */
export const version = typeof UNBLOCK_VERSION === 'undefined' ? '0.0.0-source' : UNBLOCK_VERSION;
