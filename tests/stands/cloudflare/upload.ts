import { transform } from 'esbuild';
import { ApiError } from './api-error';

export type ModuleType = 'ESModule' | 'CompiledWasm' | 'Text' | 'Data';

/** One module of a Worker, as it was uploaded. */
export interface UploadedModule {
	readonly name: string;
	readonly type: ModuleType;
	readonly contents: Uint8Array;
}

export interface Binding {
	readonly type: string;
	readonly name: string;
	readonly text?: string;
	readonly json?: unknown;
	readonly bucket_name?: string;
}

export interface UploadMetadata {
	readonly main_module: string;
	readonly bindings?: readonly Binding[];
	readonly keep_bindings?: readonly string[];
	readonly compatibility_date?: string;
	readonly compatibility_flags?: readonly string[];
	readonly annotations?: Readonly< Record< string, string > >;
}

export interface Upload {
	readonly metadata: UploadMetadata;
	/** The one that starts comes first. */
	readonly modules: readonly UploadedModule[];
}

const TYPES: Readonly< Record< string, ModuleType > > = {
	'application/javascript+module': 'ESModule',
	'application/wasm': 'CompiledWasm',
	'text/plain': 'Text',
	'application/octet-stream': 'Data',
};

/** All modules together, before compression. Bytes. */
const LARGEST_UPLOAD = 64 * 1024 * 1024;

/**
 * Reads the parts of a form; what is no form is refused.
 *
 * @param contentType
 * @param body
 */
export async function readForm(
	contentType: string,
	body: Uint8Array< ArrayBuffer >
): Promise< FormData > {
	try {
		return await new Response( body, {
			headers: { 'Content-Type': contentType },
		} ).formData();
	} catch {
		throw new ApiError( 400, 10021, 'The upload is no multipart form.' );
	}
}

/**
 * The part with JSON, unchecked.
 *
 * @param form
 */
export async function readMetadata( form: FormData ): Promise< unknown > {
	const part = form.get( 'metadata' );
	const text = part instanceof Blob ? await part.text() : part;
	try {
		return JSON.parse( text ?? '' );
	} catch {
		throw new ApiError( 400, 10021, 'The part "metadata" is no JSON.' );
	}
}

/**
 * Checks the modules as Cloudflare does when it starts a new version.
 *
 * @param form
 * @param metadata Has the shape that the contract gives it.
 */
export async function readUpload(
	form: FormData,
	metadata: UploadMetadata
): Promise< Upload > {
	const modules: UploadedModule[] = [];
	for ( const [ name, part ] of form ) {
		if ( name === 'metadata' ) {
			continue;
		}
		const type = part instanceof Blob ? TYPES[ part.type ] : undefined;
		if ( ! ( part instanceof File ) || type === undefined ) {
			throw new ApiError(
				400,
				10021,
				`The module "${ name }" has a type that is not supported.`
			);
		}
		if ( part.name !== name ) {
			throw new ApiError(
				400,
				10021,
				`The part "${ name }" has the file name "${ part.name }".`
			);
		}
		const contents = new Uint8Array( await part.arrayBuffer() );
		modules.push( { name, type, contents } );
	}
	const size = modules.reduce(
		( sum, { contents } ) => sum + contents.length,
		0
	);
	if ( size > LARGEST_UPLOAD ) {
		throw new ApiError( 413, 10027, 'The Worker is too large.' );
	}
	await checkModules( modules, metadata.main_module );
	return {
		metadata,
		modules: [
			...modules.filter( ( { name } ) => name === metadata.main_module ),
			...modules.filter( ( { name } ) => name !== metadata.main_module ),
		],
	};
}

async function checkModules(
	modules: readonly UploadedModule[],
	mainModule: string
): Promise< void > {
	for ( const { name, type, contents } of modules ) {
		if ( type !== 'ESModule' ) {
			continue;
		}
		const source = Buffer.from( contents ).toString( 'utf8' );
		try {
			await transform( source, { format: 'esm', logLevel: 'silent' } );
		} catch ( error ) {
			throw new ApiError(
				400,
				10021,
				`Uncaught SyntaxError in ${ name }: ${ String( error ).split( '\n' )[ 1 ] ?? '' }`
			);
		}
	}
	const main = modules.find( ( { name } ) => name === mainModule );
	if ( main?.type !== 'ESModule' ) {
		throw new ApiError(
			400,
			10021,
			`No such module "${ mainModule }": it is named as the main module.`
		);
	}
	if (
		! /export\s*(?:default|\{[^}]*\bas\s+default\b)/.test(
			Buffer.from( main.contents ).toString( 'utf8' )
		)
	) {
		throw new ApiError(
			400,
			10068,
			'The uploaded script has no registered event handlers.'
		);
	}
}
