import type { Companion } from '../../families/git';
import { PUBLIC_FOLDER } from './limits';

const COMPRESSED = [ 'html', 'css', 'js', 'json', 'svg', 'txt', 'xml' ];

/**
 * The pipeline that hands `public/` to Pages. A job of this name works on old and new versions alike; it compresses the
 * files that Pages serves compressed where it can, and runs for the published branch only. It is made once and then belongs to the
 * person.
 *
 * @param branch
 */
export function ciFile( branch: string ): Companion {
	const names = COMPRESSED.map(
		( extension ) => `-name '*.${ extension }'`
	).join( ' -o ' );
	return {
		path: '.gitlab-ci.yml',
		content: `# Publishes the folder "${ PUBLIC_FOLDER }" with GitLab Pages. Aether made this file and does not change it again.
pages:
  stage: deploy
  script:
    - find ${ PUBLIC_FOLDER } -type f \\( ${ names } \\) -exec gzip -9 -k -f {} + || true
  artifacts:
    paths:
      - ${ PUBLIC_FOLDER }
  rules:
    - if: ${ quoteYaml( `$CI_COMMIT_BRANCH == ${ JSON.stringify( branch ) }` ) }
`,
	};
}

const quoteYaml = ( text: string ): string =>
	`'${ text.replaceAll( "'", "''" ) }'`;
