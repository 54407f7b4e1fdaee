Console.Error.WriteLine("Jarvis.DeviceAgent: nothing here yet");
return 1;
