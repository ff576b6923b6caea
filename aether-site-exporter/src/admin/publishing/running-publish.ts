import type { OperationOptions } from '@aether/provider-sdk';
import { jsonRequest, restJson, type SiteRest } from '@aether/publish-engine';
import { useEffect, useState } from '@wordpress/element';
import { announceStop } from './stop-signal';

/** A publish that another tab, person or process runs. */
export interface RunningPublish {
	readonly id: string;
	/** ISO 8601. */
	readonly startedAt: string;
	readonly startedBy: { readonly name: string };
	/** 0 to 1. */
	readonly fraction: number;
	/** Id; empty before the first. */
	readonly step: string;
	/** What the step has done so far, in its own units. */
	readonly loaded: number;
	/** Null while unknown. */
	readonly total: number | null;
	/** The providers that a person chose; null: all that are switched on. */
	readonly only: readonly string[] | null;
	/** It has gone silent; others may take over. */
	readonly stale: boolean;
	/** Several looks failed: this is what was known before them. Absent: it is as it is. */
	readonly isOutOfSight?: true;
}

type PublishRecord = RunningPublish & { readonly status: string };

/** Often enough to look alive, seldom enough for a small host. Milliseconds. */
const POLL_MS = 5000;
/** While there is something to watch. */
const WATCH_MS = 2000;
/** While nobody answers: a person who is logged out may leave the page open for days. */
const LONGEST_POLL_MS = 120_000;
/** A restart of the host is no reason for a word. */
const MOST_FAILURES = 2;

export async function findRunningPublish(
	rest: SiteRest,
	{ signal }: OperationOptions
): Promise< RunningPublish | null > {
	const [ newest ] = await restJson< readonly PublishRecord[] >(
		rest,
		'aether/v1/publishes?per_page=1',
		{ signal }
	);
	return newest?.status === 'running' ? newest : null;
}

/**
 * Asks the host that runs a publish to stop. Another tab of this browser hears of it at once, any other host with its next
 * heartbeat.
 *
 * @param rest
 * @param id
 * @param options
 * @param options.signal
 */
export async function cancelElsewhere(
	rest: SiteRest,
	id: string,
	{ signal }: OperationOptions
): Promise< void > {
	await restJson(
		rest,
		`aether/v1/publishes/${ encodeURIComponent( id ) }/cancel`,
		{ ...jsonRequest( 'POST', {} ), signal }
	);
	announceStop( id );
}

/**
 * Watches for a publish that somebody else runs. Rests while nobody sees the page.
 *
 * @param rest
 * @param isPaused While this page publishes itself.
 * @param pollMs   Between two looks while nobody publishes.
 */
export function useRunningPublish(
	rest: SiteRest,
	isPaused: boolean,
	pollMs = POLL_MS
): RunningPublish | null {
	const [ running, setRunning ] = useState< RunningPublish | null >( null );
	useEffect( () => {
		if ( isPaused ) {
			setRunning( null );
			return undefined;
		}
		const controller = new AbortController();
		const { signal } = controller;
		let timer: ReturnType< typeof setTimeout > | undefined;
		let isLooking = false;
		let failures = 0;
		/** @return Milliseconds until the next look. */
		const look = async (): Promise< number > => {
			try {
				const found = await findRunningPublish( rest, { signal } );
				failures = 0;
				setRunning( found );
				return found && ! found.stale ? WATCH_MS : pollMs;
			} catch {
				failures++;
				if ( ! signal.aborted && failures > MOST_FAILURES ) {
					setRunning(
						( before ) =>
							before && { ...before, isOutOfSight: true }
					);
				}
				return Math.min( pollMs * 2 ** failures, LONGEST_POLL_MS );
			}
		};
		const watch = async () => {
			clearTimeout( timer );
			if ( isLooking || document.hidden ) {
				return;
			}
			isLooking = true;
			const pause = await look();
			isLooking = false;
			if ( ! signal.aborted ) {
				timer = setTimeout( () => void watch(), pause );
			}
		};
		void watch();
		document.addEventListener( 'visibilitychange', watch, { signal } );
		return () => {
			controller.abort();
			clearTimeout( timer );
		};
	}, [ rest, isPaused, pollMs ] );
	return running;
}
