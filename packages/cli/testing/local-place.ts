import { createHash, randomUUID } from 'node:crypto';

interface LocalFile {
	readonly sha256: string;
	readonly size: number;
	readonly contentType: string;
	readonly body: Buffer;
}

interface BatchEntry {
	readonly path: string;
	readonly size: number;
	readonly sha256: string;
	readonly contentType: string;
	readonly offset: number;
	readonly total: number;
}

interface LocalRelease {
	readonly id: string;
	readonly createdAt: string;
	readonly files: Map< string, LocalFile >;
}

/** The local target of docs/rest-api.md in memory: releases, one of them active. */
export class LocalPlace {
	readonly baseUrl: string;
	readonly releases: LocalRelease[] = [];
	readonly staging = new Map< string, LocalRelease >();
	active: LocalRelease | null = null;

	constructor( baseUrl: string ) {
		this.baseUrl = baseUrl;
	}

	state() {
		return {
			baseUrl: this.baseUrl,
			switching: 'link',
			active: this.active?.id ?? null,
			releases: this.releases.map( ( release ) => ( {
				id: release.id,
				createdAt: release.createdAt,
				active: release === this.active,
				fileCount: release.files.size,
			} ) ),
		};
	}

	manifest() {
		const entries = [ ...( this.active?.files ?? [] ) ].map(
			( [ path, { sha256, size, contentType } ] ) => [
				path,
				{ sha256, size, contentType },
			]
		);
		return {
			release: this.active?.id ?? null,
			entries: Object.fromEntries( entries ),
			next: null,
		};
	}

	open() {
		const release = {
			id: randomUUID(),
			createdAt: new Date(
				1e12 + this.releases.length * 1000
			).toISOString(),
			files: new Map< string, LocalFile >(),
		};
		this.staging.set( release.id, release );
		return { id: release.id, base: this.active?.id ?? null };
	}

	write( id: string, batch: Buffer ) {
		const headerEnd = 4 + batch.readUInt32BE( 0 );
		const entries: readonly BatchEntry[] = JSON.parse(
			batch.subarray( 4, headerEnd ).toString()
		);
		let at = headerEnd;
		for ( const entry of entries ) {
			const part = batch.subarray( at, at + entry.size );
			at += entry.size;
			const files = this.#stagingFiles( id );
			const before = files
				.get( entry.path )
				?.body.subarray( 0, entry.offset );
			const body = Buffer.concat( [ before ?? Buffer.alloc( 0 ), part ] );
			const isWhole = body.byteLength === entry.total;
			const sha256 = createHash( 'sha256' )
				.update( body )
				.digest( 'hex' );
			if ( isWhole && sha256 !== entry.sha256 ) {
				throw new Error( `${ entry.path } arrived damaged.` );
			}
			files.set( entry.path, {
				sha256,
				size: body.byteLength,
				contentType: entry.contentType,
				body,
			} );
		}
		return { written: entries.length };
	}

	keep( id: string, kept: readonly { readonly path: string }[] ) {
		for ( const { path } of kept ) {
			const file = this.active?.files.get( path );
			if ( file ) {
				this.#stagingFiles( id ).set( path, file );
			}
		}
		return {};
	}

	activate( id: string ) {
		const staged = this.staging.get( id );
		if ( staged ) {
			this.staging.delete( id );
			this.releases.unshift( staged );
		}
		this.active =
			this.releases.find( ( release ) => release.id === id ) ?? null;
		return { id, baseUrl: this.baseUrl };
	}

	discard( id: string ): void {
		this.staging.delete( id );
	}

	#stagingFiles( id: string ): Map< string, LocalFile > {
		const release = this.staging.get( id );
		if ( ! release ) {
			throw new Error( `There is no staging directory ${ id }.` );
		}
		return release.files;
	}
}
