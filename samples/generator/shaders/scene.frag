#version 330
// Materials: keep in step with `Material` in scene.py.
const int SKIN = 0;
const int EYEBALL = 1;
const int HAIR = 2;
const int FLOOR = 10;
const int MAT = 11;
const int WALL = 12;
const int TRIM = 13;
const int WOOD = 14;
const int PICTURE = 15;
const int FABRIC = 16;
const int LIGHTS = 10;

uniform sampler2DShadow shadow_atlas;  // up to 4 x 4 tiles, one a light
uniform mat4 light_matrices[LIGHTS];
uniform vec3 light_directions[LIGHTS];
uniform vec3 light_colours[LIGHTS];
uniform int lights;  // how many of them shine
uniform vec3 eye;
uniform vec3 skin_colour, shirt_colour, legs_colour, hair_colour, feet_colour;
uniform vec3 mat_colour, floor_colour, wall_colour, fabric_colour;
uniform vec3 left_eyeball;
uniform float sleeve_end, trouser_end, sock_top;
uniform float boards;  // 1: wooden boards, 0: a plain floor
uniform float ambient;
uniform vec3 shadow_centre;
uniform float shadow_reach;  // farther from the centre than this nothing is in shadow

in vec3 position;
in vec3 normal;
in vec3 reference;
in float lips;
flat in int material;
out vec4 colour;

struct Surface {
    vec3 albedo;
    float shine;
    float gloss;
};

float hash(vec2 p) {
    vec3 q = fract(vec3(p.xyx) * 0.1031);
    q += dot(q, q.yzx + 33.33);
    return fract((q.x + q.y) * q.z);
}

float noise(vec2 p) {
    vec2 cell = floor(p), f = fract(p);
    f = f * f * (3.0 - 2.0 * f);
    float low = mix(hash(cell), hash(cell + vec2(1, 0)), f.x);
    float high = mix(hash(cell + vec2(0, 1)), hash(cell + vec2(1, 1)), f.x);
    return mix(low, high, f.y);
}

vec3 with_face(vec3 c, vec3 q) {
    float across = abs(q.x);
    c = mix(c, c * vec3(0.92, 0.55, 0.55), lips * 0.85);
    vec3 e = vec3(across, q.y, q.z) - left_eyeball;
    float brow_line = 0.024 - 0.18 * max(0.0, e.x - 0.008) + 0.06 * min(0.0, e.x);
    float brow = smoothstep(0.0055, 0.002, abs(e.z - brow_line))
        * smoothstep(0.030, 0.022, abs(e.x - 0.004)) * step(q.y, -0.08);
    c = mix(c, hair_colour * 0.9, brow * 0.9);
    float lid = smoothstep(0.019, 0.013, length(e.xz * vec2(0.8, 1.5))) * step(q.y, -0.1);
    c = mix(c, c * 0.72, lid * 0.8);
    float cheek = smoothstep(0.03, 0.0, length(vec2(across - 0.045, q.z - 0.855)));
    return mix(c, c * vec3(1.02, 0.86, 0.84), 0.35 * cheek * step(q.y, -0.09));
}

Surface person(vec3 q) {
    float across = abs(q.x);
    float collar = 0.690 + 0.055 * smoothstep(-0.08, 0.02, q.y) + 0.03 * smoothstep(0.03, 0.09, across);
    bool hand = across > 0.20 && q.z < 0.36;
    if (q.z < collar && q.z > 0.095 && across < sleeve_end && !hand) {
        float weave = 0.93 + 0.12 * noise(q.xz * vec2(60, 14));
        return Surface(shirt_colour * weave, 0.0, 20.0);
    }
    if (q.z <= 0.12 && q.z > trouser_end && across < 0.30) {
        float weave = 0.93 + 0.10 * noise(q.xz * vec2(80, 12));
        return Surface(legs_colour * weave, 0.01, 20.0);
    }
    if (across < 0.3 && q.z < sock_top) return Surface(feet_colour, 0.0, 20.0);
    float blotches = noise(q.xz * 38.0) * 0.5 + noise(q.xy * 90.0) * 0.5;
    vec3 skin = skin_colour * (0.94 + 0.10 * blotches);
    if (q.z > 0.70) skin = with_face(skin, q);
    return Surface(skin, 0.06, 25.0);
}

Surface eyeball(vec3 q) {
    vec3 e = vec3(abs(q.x), q.y, q.z) - left_eyeball;
    float radius = length(e.xz), front = step(e.y, 0.0);
    vec3 c = mix(vec3(0.78), vec3(0.20, 0.11, 0.05), smoothstep(0.0065, 0.0055, radius) * front);
    c = mix(c, vec3(0.01), smoothstep(0.0030, 0.0024, radius) * front);
    return Surface(c, 0.5, 90.0);
}

vec3 floor_albedo(vec2 p) {
    if (boards < 0.5) return floor_colour * (0.93 + 0.09 * noise(p * 90.0) + 0.05 * noise(p * 7.0));
    float row = floor(p.x / 0.14);
    vec2 board = vec2(row, floor((p.y + row * 0.37) / 0.95));
    float grain = 0.85 + 0.22 * hash(board) + 0.12 * noise(vec2(p.x * 60.0, p.y * 3.0) + board * 7.0);
    float edge = min(fract(p.x / 0.14), 1.0 - fract(p.x / 0.14)) * 0.14;
    return floor_colour * grain * (1.0 - 0.35 * smoothstep(0.004, 0.0015, edge));
}

Surface surface() {
    vec3 p = position;
    if (material == SKIN) return person(reference);
    if (material == EYEBALL) return eyeball(reference);
    if (material == HAIR) {
        float strands = 0.7 + 0.6 * noise(vec2(reference.x * 160.0 + reference.y * 90.0, reference.z * 9.0));
        return Surface(hair_colour * strands, 0.10, 14.0);
    }
    if (material == FLOOR) return Surface(floor_albedo(p.xy), 0.05, 18.0);
    if (material == MAT) return Surface(mat_colour * (0.94 + 0.10 * noise(p.xy * 220.0)), 0.01, 20.0);
    if (material == WALL) {
        return Surface(wall_colour * (0.97 + 0.05 * noise(p.xz * 6.0) + 0.02 * noise(p.yz * 40.0)), 0.0, 20.0);
    }
    if (material == TRIM) return Surface(vec3(0.82, 0.81, 0.79), 0.02, 20.0);
    if (material == WOOD) return Surface(vec3(0.50, 0.36, 0.22) * (0.9 + 0.2 * noise(p.xz * vec2(50, 3))), 0.04, 20.0);
    if (material == PICTURE) {
        return Surface(mix(vec3(0.18, 0.30, 0.16), vec3(0.25, 0.42, 0.2), noise(p.xz * 30.0)), 0.04, 20.0);
    }
    return Surface(fabric_colour * (0.9 + 0.15 * noise(p.xz * 120.0)), 0.0, 20.0);
}

float lit(int light, vec3 n) {
    vec3 t = (light_matrices[light] * vec4(position + n * 0.006, 1.0)).xyz;
    bool inside = all(greaterThan(t.xy, vec2(0.01))) && all(lessThan(t.xy, vec2(0.99)));
    if (!inside) return 1.0;
    vec2 tile = vec2(light % 4, light / 4) * 0.25;
    return texture(shadow_atlas, vec3(tile + t.xy * 0.25, t.z));
}

void main() {
    vec3 n = normalize(normal), to_eye = normalize(eye - position);
    bool part_of_person = material < FLOOR;
    if (part_of_person && dot(n, to_eye) < 0.0) n = -n;
    Surface s = surface();
    vec3 sum = vec3(0);
    bool near = distance(position, shadow_centre) < shadow_reach;
    for (int i = 0; i < lights; i++) {
        float facing = dot(n, light_directions[i]);
        if (facing <= 0.0) continue;
        vec3 halfway = normalize(light_directions[i] + to_eye);
        float shine = s.shine * pow(max(dot(n, halfway), 0.0), s.gloss) * 1.5;
        sum += (near ? lit(i, n) : 1.0) * light_colours[i] * facing * (s.albedo + shine);
    }
    vec3 sky = mix(vec3(0.102, 0.094, 0.084), vec3(0.144, 0.150, 0.162), n.z * 0.5 + 0.5);
    sum += ambient * sky * s.albedo;
    if (part_of_person) {
        float rim = pow(1.0 - max(dot(n, to_eye), 0.0), 4.0);
        sum += 0.06 * ambient * rim * vec3(1.0, 0.95, 0.9) * (material == SKIN ? 1.0 : 0.4);
    }
    sum *= 1.05;
    sum = sum / (1.0 + 0.18 * sum) * 1.10;
    colour = vec4(pow(clamp(sum, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}
