package io.manako.zoo;

import static io.manako.zoo.PublishedResult.top1;

import io.manako.model.Task;
import java.util.List;

/** Classifiers with which mobile ones are compared, with published results. */
final class Classifiers {
  static final List<ZooModel> MODELS =
      List.of(
          torchvision(
              "alexnet",
              "Krizhevsky 2014, One weird trick for parallelizing convolutional neural networks",
              56.5,
              AlexNet::build),
          torchvision(
              "vgg-16",
              "Simonyan and Zisserman 2015, Very Deep Convolutional Networks for Large-Scale Image"
                  + " Recognition",
              71.6,
              Vgg16::build),
          torchvision(
              "googlenet",
              "Szegedy et al. 2015, Going Deeper with Convolutions",
              69.8,
              GoogLeNet::build),
          torchvision(
              "resnet-50",
              "He et al. 2016, Deep Residual Learning for Image Recognition",
              76.1,
              ResNet::resNet50),
          torchvision(
              "densenet-121",
              "Huang et al. 2017, Densely Connected Convolutional Networks",
              74.4,
              DenseNet::build),
          torchvision(
              "resnext-50-32x4d",
              "Xie et al. 2017, Aggregated Residual Transformations for Deep Neural Networks",
              77.6,
              ResNet::resNext50),
          torchvision(
              "se-resnet-50",
              "Hu et al. 2018, Squeeze-and-Excitation Networks",
              76.7,
              ResNet::seResNet50),
          new ZooModel(
              "xception",
              Task.CLASSIFICATION,
              "Chollet 2017, Xception: Deep Learning with Depthwise Separable Convolutions",
              Variant.imageNet(1, 299),
              false,
              List.of(top1(1, 299, 79.0)),
              Xception::build));

  private Classifiers() {}

  private static ZooModel torchvision(
      String name, String paper, double top1, ZooModel.Architecture architecture) {
    List<PublishedResult> results = List.of(top1(1, 224, top1));
    Variant variant = Variant.torchvision(224);
    return new ZooModel(name, Task.CLASSIFICATION, paper, variant, false, results, architecture);
  }
}
