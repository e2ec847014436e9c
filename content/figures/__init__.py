"""PURE: jointed figures drawn as SVG from the joint angles in the exercise files."""
