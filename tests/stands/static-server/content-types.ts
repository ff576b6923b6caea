const TYPES: Readonly< Record< string, string > > = {
	'.atom': 'application/atom+xml; charset=utf-8',
	'.avif': 'image/avif',
	'.css': 'text/css; charset=utf-8',
	'.gif': 'image/gif',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.jpeg': 'image/jpeg',
	'.jpg': 'image/jpeg',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.mp3': 'audio/mpeg',
	'.mp4': 'video/mp4',
	'.pdf': 'application/pdf',
	'.png': 'image/png',
	'.rss': 'application/rss+xml; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.ttf': 'font/ttf',
	'.txt': 'text/plain; charset=utf-8',
	'.webm': 'video/webm',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff': 'font/woff',
	'.woff2': 'font/woff2',
	'.xml': 'application/xml; charset=utf-8',
	'.xsl': 'text/xsl; charset=utf-8',
	'.zip': 'application/zip',
};

/**
 * The content type of a file name's ending, as plain web hosts say it.
 *
 * @param extension With its dot; case does not matter.
 */
export const contentTypeOf = ( extension: string ): string =>
	TYPES[ extension.toLowerCase() ] ?? 'application/octet-stream';
