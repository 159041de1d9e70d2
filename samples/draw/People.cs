namespace Dateline.Samples.Draw;

/// <summary>People as simple figures: nobody in particular, seen from some way off. Drawn 100 units tall, feet at 0,0.</summary>
internal static class People
{
    public const string Skin = "#d8a483";
    public const string Dark = "#8a5a3f";

    public static Canvas Walking(this Canvas canvas, double x, double feet, double tall, string coat, string legs = "#23292e", string skin = Skin, string hair = "#2a2320", bool left = false, bool long_ = true)
    {
        var s = tall / 100;
        return canvas.In($"translate({x},{feet}) scale({(left ? -s : s)},{s})", c => c
            .Path("M-3-48L-14-22L-20-2L-12 0L-6-20L2-40Z", legs)
            .Path("M-4-48L8-24L13-3L9 0L21 0L20-4L15-26L6-48Z", legs)
            .Path(long_ ? "M-9-82C-14-60-14-44-15-32L14-32C14-50 13-66 9-82C4-86-4-86-9-82Z" : "M-9-82C-13-66-12-54-11-44L11-44C12-58 12-68 9-82C4-86-4-86-9-82Z", coat)
            .Path("M-8-79C-16-66-18-56-14-45L-9-46C-11-56-8-64-4-72Z", coat, .96)
            .Path("M5-79C13-68 16-58 15-46L10-45C10-56 6-64 2-70Z", "#000", .14)
            .Circle(-12, -43.5, 2.6, skin)
            .Path("M-3-88L3-88L3.500-81L-3.5-81Z", skin)
            .Oval(.6, -92.5, 5.6, 7, skin)
            .Path("M-5.5-92C-7-101 7-103 6.5-94C3-97-1-97-3-94L-4-89C-5-90-5.5-91-5.5-92Z", hair));
    }

    public static Canvas Standing(this Canvas canvas, double x, double feet, double tall, string coat, string legs = "#23292e", string skin = Skin, string hair = "#2a2320", string? hat = null)
    {
        var s = tall / 100;
        return canvas.In($"translate({x},{feet}) scale({s})", c =>
        {
            c.Path("M-10-50L-9 0L-2 0L0-40L2 0L9 0L10-50Z", legs)
                .Path("M-8-82C-15-80-15-72-15-62L-14-44L-10-44L-10-36L10-36L10-44L14-44L15-62C15-72 15-80 8-82C3-84-3-84-8-82Z", coat)
                .Path("M2-83L8-82C15-80 15-72 15-62L14-44L10-44L10-36L4-36Z", "#000", .12)
                .Circle(-12.5, -42.5, 2.8, skin).Circle(12.5, -42.5, 2.8, skin)
                .Rect(-3, -88, 6, 8, skin)
                .Oval(0, -92.5, 5.8, 7, skin);
            if (hat is null)
                c.Path("M-6-91C-8-102 8-102 6-91C5-96 2-97 0-97C-2-97-5-96-6-91Z", hair);
            else
                c.Path("M-7.5-94C-7.5-104 7.5-104 7.5-94L9-92.5L-9-92.5Z", hat);
        });
    }

    /// <summary>From behind or afar: head and shoulders only, for rows of listeners.</summary>
    public static Canvas Shoulders(this Canvas canvas, double x, double y, double size, string coat, string hair = "#2a2320") => canvas.In($"translate({x},{y}) scale({size / 100})", c => c
        .Path("M-52 60C-52 8-30-4-12-8L12-8C30-4 52 8 52 60Z", coat)
        .Rect(-11, -24, 22, 24, Skin)
        .Oval(0, -44, 22, 27, hair));

    /// <summary>Seated at a desk or table, facing us, cut at the waist.</summary>
    public static Canvas Seated(this Canvas canvas, double x, double y, double size, string coat, string skin = Skin, string hair = "#2a2320") => canvas.In($"translate({x},{y}) scale({size / 100})", c => c
        .Path("M-46 0C-48-46-34-58-14-62L14-62C34-58 48-46 46 0Z", coat)
        .Shape("#f1eee6", -9, -62, 9, -62, 0, -34)
        .Rect(-9, -76, 18, 18, skin)
        .Oval(0, -90, 17, 21, skin)
        .Path("M-18-88C-22-118 22-118 18-88C15-102 8-103 0-103C-8-103-15-102-18-88Z", hair));
}
