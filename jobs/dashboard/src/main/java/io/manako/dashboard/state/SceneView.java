package io.manako.dashboard.state;

import io.manako.track.scene.Scene;

/**
 * Camera with its zones and lines.
 *
 * @param camera id of the camera
 * @param scene zones and lines in fractions of the frame
 */
public record SceneView(String camera, Scene scene) {}
