/** Semantic version of the contract that this copy of the SDK speaks. */
export const SDK_VERSION = '0.1.0';
