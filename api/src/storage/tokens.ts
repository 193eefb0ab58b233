/** Injection tokens of what is no class of ours. */
export const SETTINGS = Symbol('settings');
export const DATABASE = Symbol('database');
export const REDIS = Symbol('redis');
export const MEETINGS_ENGINE = Symbol('meetings engine');
