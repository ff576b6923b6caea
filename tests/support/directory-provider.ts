import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
	AbstractProvider,
	DEPLOYMENT_TYPES,
	type ProviderClass,
	type UploadSource,
} from '@aether/provider-sdk';

export interface PublishedDirectory {
	/** Where the files go, on this machine. */
	readonly directory: string;
	/** Where visitors find them; with a slash at the end. */
	readonly url: string;
}

/**
 * A provider as a third party writes one, which puts files into a directory.
 *
 * @param place
 */
export const directoryProvider = ( place: PublishedDirectory ): ProviderClass =>
	class extends AbstractProvider {
		override getSupportedDeploymentTypes() {
			return [ DEPLOYMENT_TYPES.STATIC_SITE ];
		}

		override getPublicUrl() {
			return place.url;
		}

		override async uploadFile( source: UploadSource, path: string ) {
			const file = join( place.directory, path );
			await mkdir( dirname( file ), { recursive: true } );
			await writeFile(
				file,
				new Uint8Array( await ( await source.blob() ).arrayBuffer() )
			);
		}

		override async deleteFile( path: string ) {
			await rm( join( place.directory, path ), { force: true } );
		}
	};
