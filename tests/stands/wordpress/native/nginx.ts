import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NativePrograms } from './programs';
import { startProcess, type OwnedProcess } from './owned-process';

const MIME_TYPES = {
	'text/html': 'html htm',
	'text/css': 'css',
	'text/javascript': 'js mjs',
	'text/plain': 'txt',
	'text/xml': 'xml xsl',
	'application/json': 'json map',
	'application/zip': 'zip',
	'image/svg+xml': 'svg',
	'image/png': 'png',
	'image/jpeg': 'jpg jpeg',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/avif': 'avif',
	'image/x-icon': 'ico',
	'font/woff2': 'woff2',
	'font/woff': 'woff',
	'font/ttf': 'ttf',
	'video/mp4': 'mp4',
	'application/pdf': 'pdf',
	'application/wasm': 'wasm',
};

export interface NginxOptions {
	readonly programs: NativePrograms;
	readonly directory: string;
	/** The WordPress directory. */
	readonly documentRoot: string;
	readonly phpSocket: string;
	/** Port on 127.0.0.1. */
	readonly port: number;
	readonly log: string;
}

const configuration = ( options: NginxOptions ) => `
worker_processes 1;
daemon off;
pid ${ options.directory }/nginx.pid;
error_log ${ options.log } warn;
${ process.getuid?.() === 0 ? 'user root;' : '' }
events { worker_connections 1024; }
http {
	types {
${ Object.entries( MIME_TYPES )
	.map( ( [ type, extensions ] ) => `\t\t${ type } ${ extensions };` )
	.join( '\n' ) }
	}
	default_type application/octet-stream;
	charset utf-8;
	access_log off;
	sendfile on;
	keepalive_requests 100000;
	client_max_body_size 32m;
	client_body_buffer_size 1m;
	client_body_temp_path ${ options.directory }/nginx-body;
	fastcgi_temp_path ${ options.directory }/nginx-fastcgi;
	proxy_temp_path ${ options.directory }/nginx-proxy;
	scgi_temp_path ${ options.directory }/nginx-scgi;
	uwsgi_temp_path ${ options.directory }/nginx-uwsgi;
	server {
		listen 127.0.0.1:${ options.port } backlog=1024;
		root ${ options.documentRoot };
		index index.php index.html;
		absolute_redirect off;
		location / { try_files $uri $uri/ /index.php?$args; }
		location ~ \\.php$ {
			try_files $uri =404;
			fastcgi_pass unix:${ options.phpSocket };
			fastcgi_buffers 64 16k;
			fastcgi_read_timeout 300s;
			fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
			fastcgi_param SCRIPT_NAME $fastcgi_script_name;
			fastcgi_param QUERY_STRING $query_string;
			fastcgi_param REQUEST_METHOD $request_method;
			fastcgi_param REQUEST_URI $request_uri;
			fastcgi_param DOCUMENT_URI $document_uri;
			fastcgi_param DOCUMENT_ROOT $document_root;
			fastcgi_param CONTENT_TYPE $content_type;
			fastcgi_param CONTENT_LENGTH $content_length;
			fastcgi_param SERVER_PROTOCOL $server_protocol;
			fastcgi_param REQUEST_SCHEME $scheme;
			fastcgi_param REMOTE_ADDR $remote_addr;
			fastcgi_param SERVER_NAME $host;
			fastcgi_param SERVER_PORT $server_port;
			fastcgi_param HTTP_AUTHORIZATION $http_authorization;
		}
	}
}
`;

export async function startNginx(
	options: NginxOptions
): Promise< OwnedProcess > {
	const config = join( options.directory, 'nginx.conf' );
	await mkdir( options.directory, { recursive: true } );
	await writeFile( config, configuration( options ) );
	return startProcess( {
		name: 'nginx',
		command: options.programs.nginx,
		args: [ '-c', config, '-p', options.directory, '-e', options.log ],
		environment: options.programs.environment,
		log: options.log,
		timeoutMs: 30_000,
		isReady: () =>
			fetch( `http://127.0.0.1:${ options.port }/readme.html`, {
				redirect: 'manual',
			} ).then(
				() => true,
				() => false
			),
	} );
}
