<!doctype html>
<html <?php language_attributes(); ?>>
<head>
<meta charset="<?php bloginfo( 'charset' ); ?>">
<meta name="viewport" content="width=device-width">
<meta property="og:url" content="<?php echo esc_url( is_singular() ? (string) wp_get_canonical_url() : home_url( '/' ) ); ?>">
<link rel="preload" as="image" href="<?php echo esc_url( get_theme_file_uri( 'assets/paper.svg' ) ); ?>">
<?php wp_head(); ?>
</head>
<body <?php body_class(); ?> data-theme="<?php echo esc_attr( (string) wp_json_encode( array( 'home' => home_url( '/' ), 'assets' => get_theme_file_uri( 'assets' ) ) ) ); ?>">
<?php wp_body_open(); ?>
<header>
	<p class="site-title"><a href="<?php echo esc_url( home_url( '/' ) ); ?>"><?php bloginfo( 'name' ); ?></a></p>
	<?php wp_page_menu( array( 'show_home' => true ) ); ?>
</header>
<main>
