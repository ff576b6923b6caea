<?php
declare( strict_types=1 );

namespace Aether\Site_Exporter_Providers;

/**
 * What PHP must know of the fields of GitLab and GitLab Pages.
 */
final class GitLab_Schema {

	/** One part of a project's path. */
	private const NAME = '[A-Za-z0-9_.][A-Za-z0-9_.-]*';

	/** Relative, without slashes at its ends and without dot segments. */
	private const FOLDER = '(?!\.{1,2}(/|$))[^/\\\\]+(/(?!\.{1,2}(/|$))[^/\\\\]+)*';

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function gitlab(): array {
		return array(
			...self::repository(),
			Field::of( 'folder', 'text', __( 'Folder', 'aether-site-exporter-providers' ), array( 'pattern' => self::FOLDER, 'max' => 200 ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			Field::of( 'public_url', 'url', __( 'Public address', 'aether-site-exporter-providers' ) ),
			Field::of( 'blueprint_folder', 'text', __( 'Folder of the bundle', 'aether-site-exporter-providers' ), array( 'default' => 'blueprint', 'pattern' => self::FOLDER, 'max' => 200 ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	public static function gitlab_pages(): array {
		return array(
			...self::repository(),
			Field::of( 'pages_enabled', 'checkbox', __( 'Publish with GitLab Pages', 'aether-site-exporter-providers' ), array( 'default' => true ) ),
			Field::of( 'create_ci', 'checkbox', __( 'Create .gitlab-ci.yml when it is missing', 'aether-site-exporter-providers' ), array( 'default' => true ) ),
			Field::of( 'pages_url', 'url', __( 'Pages address', 'aether-site-exporter-providers' ) ),
		);
	}

	/**
	 * @return list<array<string, mixed>>
	 */
	private static function repository(): array {
		$path = self::NAME . '(/' . self::NAME . ')*';
		return array(
			Field::of( 'gitlab_url', 'url', __( 'GitLab', 'aether-site-exporter-providers' ), array( 'default' => 'https://gitlab.com' ) ),
			Field::of( 'project_id', 'text', __( 'Project', 'aether-site-exporter-providers' ), array( 'required' => true, 'pattern' => $path ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			Field::of( 'namespace', 'text', __( 'Namespace', 'aether-site-exporter-providers' ), array( 'pattern' => $path ) ),
			Field::of( 'personal_access_token', 'password', __( 'Access token', 'aether-site-exporter-providers' ), array( 'required' => true, 'sensitive' => true ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			Field::of( 'create_project', 'checkbox', __( 'Create the project when it is missing', 'aether-site-exporter-providers' ), array( 'default' => false ) ),
			Field::of( 'merge_request', 'checkbox', __( 'Open a merge request when the branch is protected', 'aether-site-exporter-providers' ), array( 'default' => false ) ),
			Field::of( 'branch', 'text', __( 'Branch', 'aether-site-exporter-providers' ), array( 'default' => 'main', 'max' => 200 ) ), // phpcs:ignore WordPress.Arrays.ArrayDeclarationSpacing
			Field::of( 'manage_folder', 'checkbox', __( 'Manage the whole folder', 'aether-site-exporter-providers' ), array( 'default' => false ) ),
		);
	}
}
