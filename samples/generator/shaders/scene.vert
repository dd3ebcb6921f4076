#version 330
uniform mat4 view_projection;
in vec3 in_position;
in vec3 in_normal;
in vec3 in_reference;  // where the vertex is on the reference body: chooses skin or clothes
in float in_lips;
in float in_material;
out vec3 position;
out vec3 normal;
out vec3 reference;
out float lips;
flat out int material;

void main() {
    position = in_position;
    normal = in_normal;
    reference = in_reference;
    lips = in_lips;
    material = int(in_material + 0.5);
    gl_Position = view_projection * vec4(in_position, 1.0);
}
