let passed = 0;

/** The time by which the stand limits writes: real time, and what tests let pass without waiting for it. Milliseconds. */
export const standTime = {
	now: (): number => Date.now() + passed,
	pass( milliseconds: number ): void {
		passed += milliseconds;
	},
};
